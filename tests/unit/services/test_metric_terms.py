"""Every metric that a refresh publishes can be asked for by its name and its steps."""

import pytest

from graph_api.analytics.measures import STANDING
from graph_api.domain.metrics import MetricSpec
from graph_api.services.ranking import metric_spec


@pytest.mark.parametrize("spec", STANDING, ids=[spec.key for spec in STANDING])
def test_a_published_metric_is_found_by_its_name_and_steps(spec: MetricSpec):
    assert metric_spec(spec.metric, spec.steps) == spec
