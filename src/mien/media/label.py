"""What a generated clip says about itself, and the XMP packet that carries it.

The International Press Telecommunications Council names how a picture came to be by its digital
source type (https://cv.iptc.org/newscodes/digitalsourcetype/). A photo whose face a trained network
moved is not a picture made from nothing, so the type is the composite one by default.
"""

from dataclasses import asdict, dataclass
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

from mien import __version__

VOCABULARY = "http://cv.iptc.org/newscodes/digitalsourcetype/"
"""Prefix of the IPTC's digital source types."""

COMPOSITE = VOCABULARY + "compositeWithTrainedAlgorithmicMedia"
"""A photo in which a trained model generated a part: what `mien animate` makes."""

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_DC = "http://purl.org/dc/elements/1.1/"
_XMP = "http://ns.adobe.com/xap/1.0/"
_IPTC = "http://iptc.org/std/Iptc4xmpExt/2008-02-29/"

_PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
 <rdf:RDF xmlns:rdf="{rdf}">
  <rdf:Description rdf:about="" xmlns:dc="{dc}" xmlns:xmp="{xmp}" xmlns:Iptc4xmpExt="{iptc}"
   Iptc4xmpExt:DigitalSourceType={source} xmp:CreatorTool={software}>
   <dc:description>
    <rdf:Alt><rdf:li xml:lang="x-default">{comment}</rdf:li></rdf:Alt>
   </dc:description>
  </rdf:Description>
 </rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


@dataclass(frozen=True, kw_only=True)
class Label:
    """The mark that a clip was generated.

    Attributes:
        source: IPTC digital source type, an address of the vocabulary.
        comment: the same in plain words, for people.
        software: what made the clip.
    """

    source: str = COMPOSITE
    comment: str = (
        "Generated: a neural network moved the face of a photo. "
        "The expression shown here was never photographed."
    )
    software: str = f"mien {__version__}"

    def to_dict(self) -> dict[str, str]:
        """The label as JSON values."""
        return asdict(self)

    def to_xmp(self) -> bytes:
        """The label as an XMP packet (ISO 16684-1), UTF-8."""
        return _PACKET.format(
            rdf=_RDF,
            dc=_DC,
            xmp=_XMP,
            iptc=_IPTC,
            source=quoteattr(self.source),
            software=quoteattr(self.software),
            comment=escape(self.comment),
        ).encode()


def from_xmp(packet: bytes | str) -> Label | None:
    """The label that an XMP packet holds; None where it names no digital source type.

    Properties are found as attributes and as elements, since other programs rewrite packets.
    """
    try:
        root = ElementTree.fromstring(packet)
    except (ElementTree.ParseError, ValueError):
        return None
    source = _property(root, f"{{{_IPTC}}}DigitalSourceType")
    if not source:
        return None
    return Label(
        source=source,
        comment=_property(root, f"{{{_DC}}}description"),
        software=_property(root, f"{{{_XMP}}}CreatorTool"),
    )


def _property(root: ElementTree.Element, name: str) -> str:
    for element in root.iter(f"{{{_RDF}}}Description"):
        if name in element.attrib:
            return element.attrib[name]
    found = root.find(f".//{name}")
    if found is None:
        return ""
    return found.get(f"{{{_RDF}}}resource") or "".join(found.itertext()).strip()
