#!/usr/bin/env python3
"""Makes an SCDL «subventions» table of any size: python3 make_subventions.py ROWS OUT [--bad SHARE] [--seed N]

16 columns, about 196 bytes a row; 1,000,000 rows are about 196 MB. With --bad, that share of the rows has one of ten
kinds of error. The same arguments give the same bytes. Beneficiaries are made up; their SIRETs have right keys.
"""
import argparse
import random

HEADER = (
    "nomAttribuant,idAttribuant,dateConvention,referenceDecision,nomBeneficiaire,idBeneficiaire,rnaBeneficiaire,"
    "objet,montant,nature,conditionsVersement,datesPeriodeVersement,idRAE,notificationUE,pourcentageSubvention,"
    "dispositifAide"
)
GIVERS = ["Ville de Sainte-Énimie", "Métropole du Val d'Orge", "Département de la Vézère", "Région Grand Littoral"]
WORDS = ["Les Amis de", "Club", "Comité", "Union sportive", "Atelier", "Maison", "Théâtre", "Cercle", "Fédération", "Réseau"]
THINGS = ["la Fontaine", "l'Éclair", "Voile et Vent", "des Arts", "du Quartier nord", "Solidarités", "Nature", "Musique en tête"]
OBJECTS = [
    "Fonctionnement de l'association",
    "Animations climat-énergie dans les écoles",
    "Festival d'été, accueil des publics",
    "Achat de matériel sportif",
    "Accompagnement à la scolarité",
]
NATURES = ["aide en numéraire", "aide en nature", "aide en numéraire;aide en nature"]


def doubled_sum(digits):
    total = 0
    for i, d in enumerate(reversed(digits)):
        v = int(d) * (2 if i % 2 else 1)
        total += v - 9 if v > 9 else v
    return total


def with_key(prefix):
    for key in "0123456789":
        if doubled_sum(prefix + key) % 10 == 0:
            return prefix + key
    raise AssertionError


def siret(rng):
    siren = with_key(f"{rng.randrange(10_000_000, 99_999_999)}")
    return with_key(siren + f"{rng.randrange(1, 9999):04d}")


def day(rng):
    return f"{rng.randrange(2018, 2026)}-{rng.randrange(1, 13):02d}-{rng.randrange(1, 29):02d}"


def row(rng, number, sirets):
    start = day(rng)
    period = start if rng.random() < 0.5 else f"{start}/{int(start[:4]) + 1}{start[4:]}"
    return [
        rng.choice(GIVERS),
        sirets[rng.randrange(8)],
        start,
        f"DEL-{start[:4]}-{number % 10000:04d}",
        f"{rng.choice(WORDS)} {rng.choice(THINGS)}",
        sirets[rng.randrange(8, len(sirets))],
        f"W{rng.randrange(100_000_000, 999_999_999)}" if rng.random() < 0.6 else "",
        rng.choice(OBJECTS),
        f"{rng.randrange(100, 200_000)}.{rng.randrange(100):02d}" if rng.random() < 0.5 else str(rng.randrange(100, 200_000)),
        NATURES[0] if rng.random() < 0.9 else rng.choice(NATURES),
        "unique" if rng.random() < 0.8 else "échelonné",
        period,
        "",
        "non" if rng.random() < 0.95 else "oui",
        "1" if rng.random() < 0.9 else f"0.{rng.randrange(1, 100):02d}",
        "" if rng.random() < 0.92 else f"{rng.getrandbits(32):08x}-{rng.getrandbits(16):04x}-4{rng.getrandbits(12):03x}",
    ]


def spoil(rng, cells):
    kind = rng.randrange(10)
    if kind == 0:
        cells[1] = cells[1][:13]
    elif kind == 1:
        cells[2] = f"{cells[2][8:]}/{cells[2][5:7]}/{cells[2][:4]}"
    elif kind == 2:
        cells[8] = cells[8].replace(".", " ") + " €"
    elif kind == 3:
        cells[9] = "Aide en Numéraire"
    elif kind == 4:
        cells[13] = "NON"
    elif kind == 5:
        cells[14] = "100"
    elif kind == 6:
        cells[4] = ""
    elif kind == 7:
        cells[5] = cells[5][:-1] + str((int(cells[5][-1]) + 1) % 10)
    elif kind == 8:
        cells[12] = "RAE-123456"
    else:
        cells[5] = cells[6] = ""


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("rows", type=int)
    parser.add_argument("out")
    parser.add_argument("--bad", type=float, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = random.Random(options.seed)
    spoiler = random.Random(options.seed + 1)
    sirets = [siret(rng) for _ in range(5000)]
    with open(options.out, "w", encoding="utf-8", newline="") as out:
        out.write(HEADER + "\n")
        for number in range(options.rows):
            cells = row(rng, number, sirets)
            if options.bad and spoiler.random() < options.bad:
                spoil(spoiler, cells)
            out.write(",".join(f'"{cell}"' if "," in cell else cell for cell in cells) + "\n")


if __name__ == "__main__":
    main()
