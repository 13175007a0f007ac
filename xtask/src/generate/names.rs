//! Made-up names: none is of a person or a school in particular.

/// As written, and as the login name has it.
#[rustfmt::skip]
pub(super) const GIVEN: [(&str, &str); 40] = [
    ("Ada", "ada"), ("Amir", "amir"), ("Ana", "ana"), ("Ben", "ben"), ("Chloé", "chloe"),
    ("Dana", "dana"), ("Diego", "diego"), ("Elena", "elena"), ("Eli", "eli"), ("Emma", "emma"),
    ("Farah", "farah"), ("Finn", "finn"), ("Grace", "grace"), ("Hana", "hana"), ("Hugo", "hugo"),
    ("Ida", "ida"), ("Isaac", "isaac"), ("Iván", "ivan"), ("Jada", "jada"), ("José", "jose"),
    ("Kai", "kai"), ("Kira", "kira"), ("Leah", "leah"), ("Liam", "liam"), ("Mai", "mai"),
    ("Mateo", "mateo"), ("Maya", "maya"), ("Mina", "mina"), ("Noah", "noah"), ("Noor", "noor"),
    ("Omar", "omar"), ("Paula", "paula"), ("Quinn", "quinn"), ("Rosa", "rosa"), ("Sam", "sam"),
    ("Sofía", "sofia"), ("Theo", "theo"), ("Uma", "uma"), ("Yara", "yara"), ("Zoë", "zoe"),
];

/// As written, and as the login name has it.
#[rustfmt::skip]
pub(super) const FAMILY: [(&str, &str); 48] = [
    ("Abara", "abara"), ("Adler", "adler"), ("Alvarez", "alvarez"), ("Baker", "baker"), ("Bauer", "bauer"),
    ("Bennett", "bennett"), ("Carter", "carter"), ("Castro", "castro"), ("Chen", "chen"), ("Cole", "cole"),
    ("Cruz", "cruz"), ("Dawson", "dawson"), ("Diaz", "diaz"), ("Ellis", "ellis"), ("Fischer", "fischer"),
    ("Flores", "flores"), ("Foster", "foster"), ("García", "garcia"), ("Grant", "grant"), ("Haddad", "haddad"),
    ("Hayes", "hayes"), ("Ito", "ito"), ("Jensen", "jensen"), ("Kapoor", "kapoor"), ("Keller", "keller"),
    ("Kim", "kim"), ("Larsen", "larsen"), ("Lopez", "lopez"), ("Mbeki", "mbeki"), ("Meyer", "meyer"),
    ("Moreno", "moreno"), ("Nakamura", "nakamura"), ("Nguyen", "nguyen"), ("Núñez", "nunez"), ("O'Neil", "oneil"),
    ("Okafor", "okafor"), ("Ortiz", "ortiz"), ("Patel", "patel"), ("Petrov", "petrov"), ("Reyes", "reyes"),
    ("Rossi", "rossi"), ("Schulz", "schulz"), ("Silva", "silva"), ("St. John", "stjohn"), ("Tran", "tran"),
    ("Vega", "vega"), ("Walker", "walker"), ("Young", "young"),
];

/// The first word of a school's name.
#[rustfmt::skip]
pub(super) const PLACE_FIRST: [&str; 32] = [
    "Alder", "Amber", "Ash", "Aspen", "Birch", "Cedar", "Clear", "Copper", "Cotton", "Eagle", "Elm",
    "Fern", "Fox", "Golden", "Granite", "Hazel", "Heron", "Hickory", "Iron", "Juniper", "Laurel",
    "Linden", "Maple", "Oak", "Pine", "Quail", "River", "Sage", "Silver", "Spruce", "Stone", "Willow",
];

/// The second word of a school's name.
#[rustfmt::skip]
pub(super) const PLACE_SECOND: [&str; 32] = [
    "Bay", "Bend", "Bluff", "Bridge", "Brook", "Canyon", "Cove", "Creek", "Crest", "Dale", "Falls",
    "Field", "Ford", "Glen", "Grove", "Harbor", "Hill", "Hollow", "Lake", "Landing", "Meadow", "Mill",
    "Park", "Point", "Prairie", "Ridge", "Run", "Shore", "Spring", "Trail", "Valley", "View",
];
