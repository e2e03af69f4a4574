import pytest

torch = pytest.importorskip("torch")

from torch import Tensor  # noqa: E402 - only where torch is

from tests.training.tiny import PIECES, passages, settings  # noqa: E402
from training.engine.batches import collate  # noqa: E402
from training.engine.examples import Encoding, collect_labels  # noqa: E402
from training.engine.model import Network, Range  # noqa: E402

SPREAD = (0.2, 1.0, 1.5, 24.0)  # of the channels: a few of the encoder's are far above the others


def network() -> Network:
    torch.manual_seed(1)
    return Network(settings().network, collect_labels(passages(), settings().labels))


def values(seed: int = 1) -> Tensor:
    torch.manual_seed(seed)
    return torch.randn(3, 40, len(SPREAD)) * torch.tensor(SPREAD)


def observed(seen: Tensor, *, fixed: bool = True) -> Range:
    """Return a range that has seen some values."""
    made = Range(seen.shape[-1], momentum=0.5)
    made(seen)
    made.fixed = fixed
    return made


def inputs() -> list[Tensor]:
    encoding = Encoding(collect_labels(passages(), settings().labels), PIECES)
    batch = collate(list(encoding.passages(passages(), 100)), PIECES.start, PIECES.end).inputs
    return [torch.from_numpy(one) for one in (batch.ids, batch.piece_shapes, batch.first, batch.word_shapes)]


def test_a_range_is_that_of_each_channel_and_follows_what_comes() -> None:
    first, second = values(1), values(2)
    made = observed(first, fixed=False)
    assert torch.equal(made(first), first)
    assert torch.equal(made.low, first.amin((0, 1)))
    made(second)
    assert torch.allclose(made.high, (first.amax((0, 1)) + second.amax((0, 1))) / 2)


def test_a_range_is_observed_in_training_only_and_not_once_fixed() -> None:
    made = observed(values(1))
    low, high = made.low.clone(), made.high.clone()
    made(values(2) * 10)
    made.fixed = False
    made.eval()(values(2) * 10)
    assert torch.equal(made.low, low)
    assert torch.equal(made.high, high)


def test_rounding_moves_a_value_by_half_a_step_of_its_channel_at_most() -> None:
    seen = values()
    made = observed(seen)
    step, zero = made.steps()
    moved = (made(seen) - seen).abs()
    assert 0 <= zero <= 255
    assert bool((moved <= step * made.factors() * 0.5001).all())
    assert float(moved.max()) > 0.4 * step * float(made.factors().max())
    assert len(torch.unique(made(seen)[..., 3])) > 50  # steps are as fine as the range allows


def test_values_beyond_the_range_are_cut_to_it_and_teach_nothing() -> None:
    made = observed(values())
    far = torch.full((1, 1, len(SPREAD)), 1e4, requires_grad=True)
    kept = made(far)
    step, zero = made.steps()
    assert torch.allclose(kept, (255 - zero) * step * made.factors())
    kept.sum().backward()
    assert not far.grad.any()


def test_training_goes_on_under_rounding() -> None:
    seen = values().requires_grad_()
    made = observed(seen.detach())
    made(seen).sum().backward()
    assert float((seen.grad == 1).float().mean()) > 0.99


def test_zero_stays_zero() -> None:
    assert not observed(values())(torch.zeros(2, 2, len(SPREAD))).any()


def test_large_channels_are_brought_nearer_to_the_middle_one() -> None:
    made = Range(3, momentum=0.5)
    made(torch.tensor([[1.0, 16.0, -0.0625], [-0.5, -2.0, 0.0]]))
    assert made.factors().tolist() == pytest.approx([1.0, 8.0, 0.125])


def test_all_ranges_are_fixed_together() -> None:
    made = network()
    made(*inputs())
    ranges = [module for module in made.modules() if isinstance(module, Range)]
    assert len(ranges) == 2 + 4 * settings().network.layers
    assert all(bool((one.low < one.high).any()) and not one.fixed for one in ranges)
    made.fix_ranges()
    assert all(one.fixed for one in ranges)


def test_the_fast_layers_are_the_lower_ones() -> None:
    made = network().eval()
    with torch.no_grad():
        whole, fast = made(*inputs()), made(*inputs(), 1)
        assert not torch.allclose(whole.start, fast.start, atol=1e-2)
        made.encoder.layers = made.encoder.layers[:1]
        assert torch.equal(made(*inputs()).start, fast.start)


def test_padding_changes_no_scores() -> None:
    made = network().eval()
    arrays = inputs()
    pieces = int(arrays[0][0].count_nonzero())
    words = int(arrays[3][0].count_nonzero()) + 1
    width = [pieces, pieces, words, words]
    with torch.no_grad():
        alone = made(*[one[:1, :size] for one, size in zip(arrays, width, strict=True)])
        found = made(*arrays)
    assert arrays[0].shape[1] > pieces
    torch.testing.assert_close(found.links[:1, :words, :words], alone.links, atol=1e-5, rtol=0)
    torch.testing.assert_close(found.facts[:1, :words], alone.facts, atol=1e-5, rtol=0)
    torch.testing.assert_close(found.tree.arcs[:1, :words, :words], alone.tree.arcs, atol=1e-5, rtol=0)
