/** What the demo shop sells. Prices in cents. */
export interface Product {
  id: string;
  name: string;
  description: string;
  cents: number;
  /** What it cost before; a product with one is a deal. */
  beforeCents?: number;
  stock: number;
}

export const PRODUCTS: readonly Product[] = [
  { id: "p-101", name: "Enamel mug", description: "White with a blue rim, 350 ml.", cents: 1250, stock: 40 },
  {
    id: "p-102",
    name: "Linen notebook",
    description: "120 dotted pages, lies flat.",
    cents: 1490,
    beforeCents: 1990,
    stock: 25,
  },
  { id: "p-103", name: "Desk lamp", description: "Warm light, three levels, brass arm.", cents: 6400, stock: 8 },
  {
    id: "p-104",
    name: "Wool blanket",
    description: "Merino, 130 by 180 cm, moss green.",
    cents: 8900,
    beforeCents: 11900,
    stock: 5,
  },
  { id: "p-105", name: "Pencil set", description: "Twelve cedar pencils from HB to 6B.", cents: 950, stock: 60 },
  {
    id: "p-106",
    name: "Pour-over kettle",
    description: "Gooseneck, 0.9 l, for gas and induction.",
    cents: 5450,
    beforeCents: 6900,
    stock: 12,
  },
  {
    id: "p-107",
    name: "Cork coaster, four",
    description: "Natural cork, 10 cm.",
    cents: 780,
    beforeCents: 990,
    stock: 80,
  },
  { id: "p-108", name: "Walnut tray", description: "Oiled walnut, 40 by 28 cm.", cents: 4200, stock: 14 },
];

export const findProduct = (id: string): Product | undefined => PRODUCTS.find((product) => product.id === id);
export const deals = (): Product[] => PRODUCTS.filter((product) => product.beforeCents !== undefined);
/** `$12.50` */
export const money = (cents: number): string => `$${(cents / 100).toFixed(2)}`;
