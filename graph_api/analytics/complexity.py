"""Which product is a near step: revealed advantage, the product space, complexity.

`Sales` say what each place (or group) sold of each product. A place "makes" a product where its
share of the place's sales is at least the product's share of all sales (Balassa 1965).
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Sales = Mapping[tuple[str, str], float]
"""The value of (place, product); what is left out is 0."""

Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class ProductSpace:
    """Places, products, and what the sales reveal of them.

    `advantage[c, p]` is the revealed comparative advantage of place c in product p, `makes` where
    it is at least 1, `proximity[p, q]` how often who makes one makes the other (0 on the diagonal).
    """

    places: tuple[str, ...]
    products: tuple[str, ...]
    advantage: Matrix
    makes: NDArray[np.bool_]
    proximity: Matrix


def product_space(sales: Sales) -> ProductSpace:
    r"""The product space that sales reveal.

    Definition: $RCA_{cp} = \frac{x_{cp} / \sum_p x_{cp}}{\sum_c x_{cp} / \sum_{cp} x_{cp}}$;
    $M_{cp} = [RCA_{cp} \geq 1]$; proximity
    $\phi_{pq} = \min(P(p \mid q), P(q \mid p)) = \frac{\sum_c M_{cp} M_{cq}}{\max(k_p, k_q)}$ with
    $k_p$ the places that make p. Places and products that sold nothing are left out.
    Officer: products that the same villages make need the same skills; a near one is a near step.
    Cost: O(places x products^2). Exact.
    Reference: Balassa 1965, doi 10.1111/j.1467-9957.1965.tb00050.x; Hidalgo, Klinger, Barabasi &
    Hausmann 2007, doi 10.1126/science.1144581.

    Raises:
        ValueError: a value is negative, or is no number.

    >>> sold = {
    ...     ("v1", "silk"): 8,
    ...     ("v1", "dye"): 8,
    ...     ("v2", "silk"): 4,
    ...     ("v2", "dye"): 4,
    ...     ("v3", "fish"): 9,
    ... }
    >>> space = product_space(sold)
    >>> space.products, space.proximity[0].tolist()
    (('dye', 'fish', 'silk'), [0.0, 0.0, 1.0])
    """
    if any(not 0 <= value < float("inf") for value in sales.values()):
        raise ValueError("a value of sales is negative or no number")
    sold = {ends: float(value) for ends, value in sales.items() if value > 0}
    places = tuple(sorted({place for place, _ in sold}))
    products = tuple(sorted({product for _, product in sold}))
    rows = {place: at for at, place in enumerate(places)}
    columns = {product: at for at, product in enumerate(products)}
    values = np.zeros((len(places), len(products)))
    for (place, product), value in sold.items():
        values[rows[place], columns[product]] = value
    advantage = _advantage(values)
    makes = advantage >= 1
    return ProductSpace(places, products, advantage, makes, _proximity(makes))


def _advantage(values: Matrix) -> Matrix:
    if not values.size:
        return values
    of_place, of_product = values.sum(axis=1), values.sum(axis=0)
    # One division: a place that sells just as all do has exactly 1, whatever the rounding.
    found: Matrix = values * values.sum() / np.outer(of_place, of_product)
    return found


def _proximity(makes: NDArray[np.bool_]) -> Matrix:
    both = makes.T.astype(np.float64) @ makes
    makers = makes.sum(axis=0)
    most = np.maximum(np.maximum.outer(makers, makers), 1)
    found: Matrix = both / most
    np.fill_diagonal(found, 0)
    return found


def density(space: ProductSpace) -> Matrix:
    r"""How near each product is to what a place makes, 0 to 1.

    Definition: $\omega_{cp} = \frac{\sum_q M_{cq} \phi_{pq}}{\sum_q \phi_{pq}}$; 0 for a product
    that is near to none.
    Officer: what a village could make next, with skills that it has.
    Cost: O(places x products^2). Exact.
    Reference: Hidalgo, Klinger, Barabasi & Hausmann 2007, doi 10.1126/science.1144581.

    >>> space = product_space({("a", "x"): 1, ("a", "y"): 1, ("b", "x"): 1, ("b", "y"): 1})
    >>> density(space).tolist()
    [[1.0, 1.0], [1.0, 1.0]]
    """
    around = space.proximity.sum(axis=0)
    found: Matrix = np.zeros(space.makes.shape)
    np.divide(space.makes @ space.proximity, around, out=found, where=around > 0)
    return found


@dataclass(frozen=True, slots=True)
class Complexity:
    """The complexity of places and of products, where it is defined."""

    places: Mapping[str, float]
    products: Mapping[str, float]


def complexity(space: ProductSpace) -> Complexity:
    r"""The economic complexity of places (ECI) and of products (PCI).

    Definition: with diversity $k_c = \sum_p M_{cp}$ and ubiquity $k_p = \sum_c M_{cp}$, ECI is the
    eigenvector of $\tilde M_{cc'} = \sum_p \frac{M_{cp} M_{c'p}}{k_c k_p}$ for its second largest
    eigenvalue, PCI that of the products; both are standardised (mean 0, standard deviation 1) and
    turned so that ECI rises with diversity and products of complex places are complex. It compares
    only what hangs together by shared products: the largest such part (of equal ones that of the
    first place) has values, the others have none, nor has a part where all places are alike.
    Officer: a high place makes many things that few can make.
    Cost: O(places^3). Exact.
    Reference: Hidalgo & Hausmann 2009, doi 10.1073/pnas.0900943106; as an eigenvector: Hausmann et
    al. 2014, The Atlas of Economic Complexity.

    >>> chain = dict.fromkeys([("a", "y"), ("a", "z"), ("b", "x"), ("b", "y"), ("c", "x")], 1.0)
    >>> found = complexity(product_space(chain))
    >>> sorted(found.places, key=found.places.get)
    ['c', 'b', 'a']
    """
    places, products = _largest_part(space.makes)
    makes = space.makes[np.ix_(places, products)].astype(np.float64)
    if min(makes.shape) < 2:
        return Complexity({}, {})
    diversity, ubiquity = makes.sum(axis=1), makes.sum(axis=0)
    # The symmetric matrix with the same eigenvalues; its vectors are those of M times sqrt(k).
    scaled = makes / np.sqrt(np.outer(diversity, ubiquity))
    values, vectors = np.linalg.eigh(scaled @ scaled.T)
    if values[-2] < 1e-12:
        return Complexity({}, {})
    of_places = _standard(vectors[:, -2] / np.sqrt(diversity))
    if of_places is None:
        return Complexity({}, {})
    if _joint(of_places, diversity) < 0:
        of_places = -of_places
    of_products = _standard(makes.T @ of_places / ubiquity)
    return Complexity(
        {space.places[c]: float(v) for c, v in zip(places, of_places, strict=True)},
        {}
        if of_products is None
        else {space.products[p]: float(v) for p, v in zip(products, of_products, strict=True)},
    )


def _joint(values: Matrix, others: Matrix) -> float:
    """Their covariance; where there is none, the sign of the first value that is not 0."""
    found = float(values @ (others - others.mean()))
    return found if abs(found) > 1e-9 else float(values[np.flatnonzero(np.abs(values) > 1e-9)[0]])


def _largest_part(makes: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import connected_components

    places, products = makes.shape
    if not makes.any():
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    rows, columns = np.nonzero(makes)
    size = places + products
    joined = csr_array((np.ones(len(rows)), (rows, columns + places)), shape=(size, size))
    labels = connected_components(joined, directed=False)[1]
    largest = int(np.argmax(np.bincount(labels[:places])))
    found = labels == largest
    return np.flatnonzero(found[:places]), np.flatnonzero(found[places:])


def _standard(values: Matrix) -> Matrix | None:
    spread = values.std()
    if spread < 1e-9:
        return None
    found: Matrix = (values - values.mean()) / spread
    return found
