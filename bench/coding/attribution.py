"""`attribution`: the attributions that the engine marks, before any rule, against PolNeAR.

Data, convention and figures are those of `polnear` (`bench/coding/polnear.py`), so that the two compare: `polnear` measures
the statements that demarche writes, `attribution` what the encoder alone takes for source, cue and content. Texts are
read as any report; places are counted in the text that was given. Attributions are taken as they stand, also those
without a source, and nothing is added to a part; the engine gives none without a content.
"""

from bench.coding.polnear import PolnearBenchmark


class AttributionBenchmark(PolnearBenchmark):
    """The engine's own sources, cues and contents, scored as `polnear` scores statements."""

    name = "attribution"
    purpose = "PolNeAR: source, cue and content as the engine alone marks them"
