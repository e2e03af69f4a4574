"""The model card of a new engine: what is known without measuring it is filled in, the rest has a named place."""

from pathlib import Path
from string import Template

from training.engine.config import Settings
from training.engine.record import RunRecord, read_record

_TEMPLATE = Path(__file__).with_name("card.md")


def render(settings: Settings, record: Path) -> str:
    """Return the card; a record that does not exist (weights from elsewhere) leaves its place empty."""
    template = Template(_TEMPLATE.read_text(encoding="utf-8"))
    return template.substitute(
        name=settings.name,
        package=settings.checkpoint.package,
        version=settings.checkpoint.version,
        sha256=settings.checkpoint.sha256,
        run=run_section(read_record(record)) if record.exists() else "Not recorded.",
    )


def run_section(record: RunRecord) -> str:
    """Return what a run depended on, as Markdown."""
    training = record.settings["training"]
    start = record.settings.get("start")
    before = f"Went on from `{start['weights']}`, SHA-256 `{start['sha256']}`. " if start else ""
    summary = (
        f"{before}Epochs: {training['epochs']}; seed {training['seed']}; AdamW, learning rate {training['encoder_rate']:g} for the "
        f"encoder and {training['head_rate']:g} for the heads, {record.precision} on {record.device}."
    )
    versions = ", ".join(f"{name} {version}" for name, version in record.versions.items())
    rows = [f"| `{name}` | `{digest}` |" for name, digest in record.data.items()]
    table = "\n".join(["| data read | SHA-256 |", "|---|---|", *rows])
    return f"{summary}\nVersions: {versions}.\n\n{table}"
