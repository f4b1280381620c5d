"""XPath 1.0 as ODK forms use it: parsed once, compiled to closures, evaluated over the instance."""

from moeli.standards.xforms.xpath.compiling import Compiled, compiled
from moeli.standards.xforms.xpath.errors import XPathError
from moeli.standards.xforms.xpath.parsing import parse
from moeli.standards.xforms.xpath.scope import Scope

__all__ = ["Compiled", "Scope", "XPathError", "compiled", "parse"]
