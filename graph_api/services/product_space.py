"""Which product is a near step for a place or a group, and who makes what few can make.

Places are the areas of a level, or the groups themselves; what they sold says what they make. A
product is told by its name: mats of two villages are one product, whoever entered them.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum

from graph_api.analytics.complexity import (
    Complexity,
    Matrix,
    ProductSpace,
    complexity,
    density,
    product_space,
)
from graph_api.domain.areas import AreaLevel, code_at
from graph_api.domain.links import Link
from graph_api.domain.nodes import Area, Node
from graph_api.ports import GraphReader
from graph_api.services.lookup import areas_of, required_area
from graph_api.services.population import nodes_by_id

NEAREST = 3
"""How many of the nearest products are shown of each place and product."""


class SoldBy(Enum):
    """What is a place of the product space."""

    AREA = "AREA"
    SELLER = "SELLER"


@dataclass(frozen=True, slots=True)
class Beside:
    """A product and a value: an advantage, a density or a proximity."""

    product: Node
    value: float


@dataclass(frozen=True, slots=True)
class PlaceOfProducts:
    """A place: what it makes (advantage of 1 or more), what would be a near step (density), ECI.

    `complexity` is missing where it is not defined: outside the largest part that hangs together.
    """

    place: Node
    makes: Sequence[Beside]
    near: Sequence[Beside]
    complexity: float | None


@dataclass(frozen=True, slots=True)
class ProductOfPlaces:
    """A product: how many places make it, the products nearest to it (proximity), and its PCI."""

    product: Node
    makers: int
    near: Sequence[Beside]
    complexity: float | None


@dataclass(frozen=True, slots=True)
class SoldProducts:
    """The answer for an area; places and products with the highest complexity first.

    `unnamed` counts sales of no known product, `unpriced` those without an amount, `unplaced`
    those whose seller is known only by an area wider than `level`; none of them counts.
    """

    area: Area
    by: SoldBy
    level: AreaLevel
    places: Sequence[PlaceOfProducts]
    products: Sequence[ProductOfPlaces]
    unnamed: int
    unpriced: int
    unplaced: int


async def sold_products(
    store: GraphReader,
    area: str,
    *,
    by: SoldBy = SoldBy.AREA,
    level: AreaLevel = AreaLevel.VILLAGE,
) -> SoldProducts:
    """The product space that the sales of an area reveal.

    Raises:
        InvalidArgument: `area` is no area code.
        NodeNotFound: the graph holds no such area.
    """
    scope = await required_area(store, area)
    sales = await store.sales(area, None, None)
    nodes = await nodes_by_id(store, {end for link in sales for end in (link.source, _sold(link))})
    named = [link for link in sales if _sold(link) in nodes]
    priced = [link for link in named if _baht(link) > 0]
    place_of = {each: _place(node, by, level) for each, node in nodes.items()}
    placed = [link for link in priced if place_of[link.source]]
    products, values = _values(placed, nodes, place_of)
    space = product_space(values)
    places = (
        {each: nodes[each] for each in space.places}
        if by is SoldBy.SELLER
        else await areas_of(store, space.places)
    )
    measured, nearness = complexity(space), density(space)
    return SoldProducts(
        scope,
        by,
        level,
        _places(space, places, products, measured, nearness),
        _products(space, products, measured),
        unnamed=len(sales) - len(named),
        unpriced=len(named) - len(priced),
        unplaced=len(priced) - len(placed),
    )


def _sold(link: Link) -> str:
    return str(link.properties.get("product", ""))


def _baht(link: Link) -> float:
    return float(link.properties.get("amount_baht", 0.0))


def _place(node: Node, by: SoldBy, level: AreaLevel) -> str | None:
    return node.id if by is SoldBy.SELLER else code_at(node.area or "", level)


def _values(
    sales: Sequence[Link], nodes: Mapping[str, Node], place_of: Mapping[str, str | None]
) -> tuple[Mapping[str, Node], Mapping[tuple[str, str], float]]:
    """The product of each name (the first of it by id), and what each place sold of it."""
    products: dict[str, Node] = {}
    values: dict[tuple[str, str], float] = defaultdict(float)
    for link in sorted(sales, key=_sold):
        product = nodes[_sold(link)]
        name = " ".join(product.name.split()).casefold() or product.id
        products.setdefault(name, product)
        values[place_of[link.source] or "", name] += _baht(link)
    return products, values


def _places(
    space: ProductSpace,
    places: Mapping[str, Node],
    products: Mapping[str, Node],
    measured: Complexity,
    nearness: Matrix,
) -> list[PlaceOfProducts]:
    found = []
    for row, code in enumerate(space.places):
        if code not in places:
            continue
        makes = space.makes[row]
        found.append(
            PlaceOfProducts(
                places[code],
                _top(space, products, space.advantage[row] * makes, len(space.products)),
                _top(space, products, nearness[row] * ~makes, NEAREST),
                measured.places.get(code),
            )
        )
    return sorted(found, key=lambda each: (*_high_first(each.complexity), each.place.id))


def _products(
    space: ProductSpace, products: Mapping[str, Node], measured: Complexity
) -> list[ProductOfPlaces]:
    found = [
        ProductOfPlaces(
            products[name],
            int(space.makes[:, column].sum()),
            _top(space, products, space.proximity[column], NEAREST),
            measured.products.get(name),
        )
        for column, name in enumerate(space.products)
    ]
    return sorted(found, key=lambda each: (*_high_first(each.complexity), each.product.id))


def _top(
    space: ProductSpace, products: Mapping[str, Node], values: Matrix, most: int
) -> list[Beside]:
    """The products with the highest values above 0."""
    beside = [
        Beside(products[name], float(value))
        for name, value in zip(space.products, values, strict=True)
        if value > 0
    ]
    return sorted(beside, key=lambda each: (-each.value, each.product.id))[:most]


def _high_first(value: float | None) -> tuple[bool, float]:
    return value is None, -(value or 0.0)
