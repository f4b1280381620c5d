"""`./moeli certificate`: a site CA, and the server's certificate for TLS on the post's network."""

import argparse
from pathlib import Path

HELP = "Make or renew the server's certificate with a CA of this site."


def configure(parser: argparse.ArgumentParser) -> None:
    """The names of the server; whether the CA is made first."""
    parser.add_argument("hosts", nargs="*", help="host names and IP addresses (as before)")
    parser.add_argument("--new-authority", action="store_true", help="make the site CA first, once")
    parser.add_argument(
        "--passphrase-file", type=Path, help="where the CA's passphrase stands (it is asked for)"
    )


def run(arguments: argparse.Namespace) -> int:
    """Issue the certificate, tell moeli.toml, and say how PCs come to trust it."""
    from moeli.cli.house import NotReadyError, open_house
    from moeli.cli.passphrase import asked

    open_house()
    from django.conf import settings

    from moeli.operations.certificates import authority, server
    from moeli.operations.settling.home_toml import remember_all

    home = Path(settings.MOELI_HOME)
    folder = home / "tls"
    current = server.certificate_file(folder)
    hosts = arguments.hosts or (server.hosts_of(current) if current.exists() else [])
    if not hosts:
        raise NotReadyError("Name the server as PCs will call it: host names, IP addresses.")
    passphrase = asked(arguments.passphrase_file, twice=arguments.new_authority)
    if arguments.new_authority:
        authority.make(folder, site=hosts[0], passphrase=passphrase)
    certificate = server.issue(folder, hosts=hosts, passphrase=passphrase)
    remember_all(home, {"certificate": "tls/server.pem", "certificate_key": "tls/server.key"})
    print(f"{current}: for {', '.join(hosts)}, until {certificate.not_valid_after_utc:%Y-%m-%d}.")
    print(f"Renew it before then: ./moeli certificate, and restart the site.\n{_TRUST}")
    print(f"  file: {authority.certificate_file(folder)}")
    print("Move tls/site-ca.key away when you are done; only renewing needs it.")
    return 0


_TRUST = """
Each PC of this site must once be told to trust the site CA (the .pem below, no secret):
  Windows   certutil -addstore Root site-ca.pem   (as administrator)
  Debian    copy it to /usr/local/share/ca-certificates/site-ca.crt, then update-ca-certificates
  Firefox   Settings, Certificates, Authorities, Import: trust it for websites
"""
