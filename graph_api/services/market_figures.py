"""What a number of sales comes to: splits by side, flows, concentration, who sells together.

Pure figures over sales that the store has brought; `market_linkages` puts them together.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum

from graph_api.analytics.concentration import (
    Concentration,
    concentration,
    dependency,
    effective_number,
    hhi,
)
from graph_api.analytics.projection import co_selling
from graph_api.domain.areas import AreaLevel, code_at
from graph_api.domain.links import Link
from graph_api.domain.nodes import Market, MarketKind, Node

_EVIDENCE = 20


class GroupBy(Enum):
    """What the flows are added up by."""

    SELLER = "SELLER"
    PRODUCT = "PRODUCT"
    MARKET = "MARKET"
    YEAR = "YEAR"


class Side(Enum):
    """Where a sale went, seen from the seller at one level of area."""

    INSIDE = "INSIDE"
    OUTSIDE = "OUTSIDE"
    ONLINE = "ONLINE"
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class Totals:
    """Sales added up: baht, number of sales, and distinct seller-market pairs."""

    baht: float
    sales: int
    pairs: int


@dataclass(frozen=True, slots=True)
class LevelSplit:
    """The sales split by side at one level; `share` is of value, `pair_share` of links."""

    level: AreaLevel
    sides: Mapping[Side, Totals]
    total: Totals

    def share(self, side: Side) -> float:
        """The share of the value that went to a side, 0 to 1 (0 where nothing was sold)."""
        return self._of(side).baht / self.total.baht if self.total.baht else 0.0

    def pair_share(self, side: Side) -> float:
        """The share of the seller-market links that lie on a side, 0 to 1."""
        return self._of(side).pairs / self.total.pairs if self.total.pairs else 0.0

    def _of(self, side: Side) -> Totals:
        return self.sides.get(side, Totals(0.0, 0, 0))


@dataclass(frozen=True, slots=True)
class Flow:
    """What one group of sales brought to one market.

    `key` is the id of the seller, product or market, or the year (common era) as text; `node` is
    missing for a year and for sales that name no product. `evidence` are the first sales of the
    flow, each with its source.
    """

    key: str
    node: Node | None
    market: Market
    totals: Totals
    quantity: float | None
    first: date | None
    last: date | None
    evidence: Sequence[Link]


@dataclass(frozen=True, slots=True)
class MarketConcentration:
    """How much of the value hangs on few markets.

    `hhi` runs to 10,000 (one market alone), `effective_markets` is how many equal ones would be
    as concentrated, `dependency` the share of the largest, 0 to 1.
    """

    hhi: float
    band: Concentration
    effective_markets: float
    dependency: float


@dataclass(frozen=True, slots=True)
class SellerLinkage:
    """One seller: how much, to how many, how concentrated, and on whom it depends most."""

    seller: Node
    totals: Totals
    concentration: MarketConcentration
    main_market: Market
    outside_share: float
    """Share of value outside the seller's district, online included."""


@dataclass(frozen=True, slots=True)
class CoSelling:
    """Two sellers that meet at the same markets; weight by Newman (2001)."""

    first: Node
    second: Node
    markets: Sequence[Market]
    weight: float


@dataclass(frozen=True, slots=True)
class Sale:
    """One sale with its two ends."""

    link: Link
    seller: Node
    market: Market

    @property
    def baht(self) -> float:
        """What it brought; 0 where nobody wrote it down."""
        return float(self.link.properties.get("amount_baht", 0.0))

    @property
    def pair(self) -> tuple[str, str]:
        """Seller and market."""
        return (self.link.source, self.link.target)


def side(seller: Node, market: Market, level: AreaLevel) -> Side:
    """Where a market lies, seen from a seller at one level of area."""
    if market.market_kind is MarketKind.ONLINE:
        return Side.ONLINE
    home, place = (code_at(node.area or "", level) for node in (seller, market))
    if home and place:
        return Side.INSIDE if home == place else Side.OUTSIDE
    # A market known only by its district is outside the village if the districts differ.
    apart = home and market.area and not home.startswith(market.area)
    return Side.OUTSIDE if apart else Side.UNKNOWN


def totals_of(sales: Collection[Sale]) -> Totals:
    """Sales added up."""
    return Totals(
        baht=sum(sale.baht for sale in sales),
        sales=len(sales),
        pairs=len({sale.pair for sale in sales}),
    )


def _grouped(sales: Iterable[Sale], key: Callable[[Sale], str]) -> dict[str, list[Sale]]:
    groups: dict[str, list[Sale]] = defaultdict(list)
    for sale in sales:
        groups[key(sale)].append(sale)
    return dict(sorted(groups.items()))


def split(sales: Sequence[Sale], level: AreaLevel) -> LevelSplit:
    """The sales by side, seen from each seller at one level."""
    by_side = _grouped(sales, lambda sale: side(sale.seller, sale.market, level).value)
    sides = {Side(name): totals_of(group) for name, group in by_side.items()}
    return LevelSplit(level, sides, totals_of(sales))


def _by_market(sales: Sequence[Sale]) -> dict[str, float]:
    groups = _grouped(sales, lambda sale: sale.market.id)
    return {market: sum(sale.baht for sale in group) for market, group in groups.items()}


def concentration_of(sales: Sequence[Sale]) -> MarketConcentration | None:
    """How much hangs on few markets; nothing where nothing was earned."""
    amounts = list(_by_market(sales).values())
    if not any(amounts):
        return None
    index = hhi(amounts)
    return MarketConcentration(
        index, concentration(index), effective_number(amounts), dependency(amounts)
    )


_KEYS: Mapping[GroupBy, Callable[[Sale], str]] = {
    GroupBy.SELLER: lambda sale: sale.seller.id,
    GroupBy.PRODUCT: lambda sale: str(sale.link.properties.get("product", "")),
    GroupBy.MARKET: lambda sale: sale.market.id,
    GroupBy.YEAR: lambda sale: str(sale.link.since.year) if sale.link.since else "",
}


def flows(sales: Sequence[Sale], by: GroupBy, nodes: Mapping[str, Node]) -> list[Flow]:
    """Sales added up by a key and market, the largest value first."""
    flows = [
        _flow(key, nodes.get(key), of_market)
        for key, group in _grouped(sales, _KEYS[by]).items()
        for of_market in _grouped(group, lambda sale: sale.market.id).values()
    ]
    return sorted(flows, key=lambda flow: (-flow.totals.baht, flow.key, flow.market.id))


def _flow(key: str, node: Node | None, sales: Sequence[Sale]) -> Flow:
    days = sorted(sale.link.since for sale in sales if sale.link.since)
    quantities = [float(q) for s in sales if (q := s.link.properties.get("quantity")) is not None]
    return Flow(
        key=key,
        node=node,
        market=sales[0].market,
        totals=totals_of(sales),
        quantity=sum(quantities) if quantities else None,
        first=days[0] if days else None,
        last=days[-1] if days else None,
        evidence=[sale.link for sale in sales[:_EVIDENCE]],
    )


def sellers(sales: Sequence[Sale]) -> list[SellerLinkage]:
    """Each seller with its figures, the largest value first."""
    linkages = [
        linkage
        for group in _grouped(sales, lambda sale: sale.seller.id).values()
        if (linkage := _seller(group))
    ]
    return sorted(linkages, key=lambda linkage: (-linkage.totals.baht, linkage.seller.id))


def _seller(sales: Sequence[Sale]) -> SellerLinkage | None:
    concentrated = concentration_of(sales)
    if concentrated is None:
        return None
    amounts = _by_market(sales)
    main = max(amounts, key=lambda market: amounts[market])
    district = split(sales, AreaLevel.DISTRICT)
    return SellerLinkage(
        seller=sales[0].seller,
        totals=totals_of(sales),
        concentration=concentrated,
        main_market=next(sale.market for sale in sales if sale.market.id == main),
        outside_share=district.share(Side.OUTSIDE) + district.share(Side.ONLINE),
    )


def co_sellers(sales: Sequence[Sale]) -> list[CoSelling]:
    """Pairs of sellers that meet at markets, the closest first."""
    sellers = {sale.seller.id: sale.seller for sale in sales}
    markets = {sale.market.id: sale.market for sale in sales}
    at = {
        seller: {sale.market.id for sale in group}
        for seller, group in _grouped(sales, lambda sale: sale.seller.id).items()
    }
    found = [
        CoSelling(sellers[a], sellers[b], [markets[m] for m in sorted(at[a] & at[b])], weight)
        for (a, b), weight in co_selling(sale.pair for sale in sales).items()
    ]
    return sorted(found, key=lambda pair: (-pair.weight, pair.first.id, pair.second.id))
