"""The terms of http://www.w3.org/ns/anno.jsonld that the export uses, so that tests need no network.

Facts of the Web Annotation Vocabulary (W3C Recommendation, 23 February 2017).
"""

_OA, _DC = "http://www.w3.org/ns/oa#", "http://purl.org/dc/terms/"
_XSD, _FOAF, _AS = (
    "http://www.w3.org/2001/XMLSchema#",
    "http://xmlns.com/foaf/0.1/",
    "http://www.w3.org/ns/activitystreams#",
)

CONTEXT = {
    "@context": {
        "oa": _OA,
        "id": {"@type": "@id", "@id": "@id"},
        "type": {"@type": "@id", "@id": "@type"},
        "Annotation": f"{_OA}Annotation",
        "TextPositionSelector": f"{_OA}TextPositionSelector",
        "TextQuoteSelector": f"{_OA}TextQuoteSelector",
        "body": {"@type": "@id", "@id": f"{_OA}hasBody"},
        "target": {"@type": "@id", "@id": f"{_OA}hasTarget"},
        "source": {"@type": "@id", "@id": f"{_OA}hasSource"},
        "selector": {"@type": "@id", "@id": f"{_OA}hasSelector"},
        "motivation": {"@type": "@vocab", "@id": f"{_OA}motivatedBy"},
        "classifying": f"{_OA}classifying",
        "exact": f"{_OA}exact",
        "prefix": f"{_OA}prefix",
        "suffix": f"{_OA}suffix",
        "start": {"@type": f"{_XSD}nonNegativeInteger", "@id": f"{_OA}start"},
        "end": {"@type": f"{_XSD}nonNegativeInteger", "@id": f"{_OA}end"},
        "created": {"@type": f"{_XSD}dateTime", "@id": f"{_DC}created"},
        "generator": {"@type": "@id", "@id": f"{_AS}generator"},
        "name": f"{_FOAF}name",
    }
}
