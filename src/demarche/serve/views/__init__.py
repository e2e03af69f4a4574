"""The views, each in a module of its own with a template of its name; their order is that of the navigation."""

from demarche.serve.view import View
from demarche.serve.views import (
    claim,
    commitment,
    corrections,
    docket,
    dyad,
    events,
    happening,
    happenings,
    outlets,
    overview,
    report,
    reports,
    review,
    search,
    sources,
    statements,
    timeline,
    world,
)

VIEWS: tuple[View, ...] = (
    overview.VIEW,
    timeline.VIEW,
    dyad.VIEW,
    world.VIEW,
    events.VIEW,
    happenings.VIEW,
    statements.VIEW,
    docket.VIEW,
    reports.VIEW,
    review.VIEW,
    corrections.VIEW,
    search.VIEW,
    outlets.VIEW,
    sources.VIEW,
    report.VIEW,
    happening.VIEW,
    claim.VIEW,
    commitment.VIEW,
)
