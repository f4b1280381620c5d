"""A site's own certificate authority: passkeys and webcams work only where pages come by TLS."""
