//! Whether a name passes for another one: letters of other alphabets, letter case, spaces and signs make no difference.

/// The letters that are left when everything is taken away by which two names differ without looking different.
pub(super) fn skeleton(name: &str) -> String {
    let plain: String = name.chars().filter_map(letter).collect();
    // These pairs look like one letter; an l is written i by now.
    plain.replace("rn", "m").replace("vv", "w").replace("ci", "d")
}

/// The words of a name, each as its skeleton.
pub(super) fn words(name: &str) -> impl Iterator<Item = String> + '_ {
    name.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(skeleton)
}

/// What a letter looks like; none for what is no letter or digit.
fn letter(letter: char) -> Option<char> {
    let ascii = match letter {
        // Capitals and small letters of Greek and Cyrillic do not always look like the same Latin letter.
        'Α' | 'α' | 'А' | 'а' | 'ɑ' | 'À'..='Æ' | 'à'..='æ' | 'Ā'..='ą' => 'a',
        'Β' | 'β' | 'В' | 'в' | 'ß' | 'Ь' | 'ь' => 'b',
        'С' | 'с' | 'ϲ' | 'Ϲ' | 'Ç' | 'ç' | 'Ć'..='č' => 'c',
        'ԁ' | 'Ď'..='đ' | 'Ð' | 'ð' => 'd',
        'Ε' | 'ε' | 'Е' | 'е' | 'Ё' | 'ё' | 'Э' | 'э' | 'È'..='Ë' | 'è'..='ë' | 'Ē'..='ě' => 'e',
        'Ĝ'..='ģ' | 'ɡ' => 'g',
        'Η' | 'Н' | 'н' | 'Һ' | 'һ' | 'Ĥ'..='ħ' => 'h',
        'Ι' | 'ι' | 'І' | 'і' | 'Ї' | 'ї' | 'Ӏ' | 'ӏ' | 'Ì'..='Ï' | 'ì'..='ï' | 'Ĩ'..='ĳ' | 'Ĺ'..='ł' | '1' | '|' => {
            'i'
        }
        'Ј' | 'ј' | 'Ĵ' | 'ĵ' => 'j',
        'Κ' | 'κ' | 'К' | 'к' | 'Ķ'..='ĸ' => 'k',
        'Μ' | 'М' | 'м' | 'μ' | 'µ' => 'm',
        'Ν' | 'η' | 'П' | 'п' | 'π' | 'И' | 'и' | 'Ñ' | 'ñ' | 'Ń'..='ŋ' => 'n',
        'Ο' | 'ο' | 'О' | 'о' | 'σ' | 'Ò'..='Ö' | 'Ø' | 'ò'..='ö' | 'ø' | 'Ō'..='œ' | '0' => 'o',
        'Ρ' | 'ρ' | 'Р' | 'р' => 'p',
        'ԛ' => 'q',
        'г' | 'Я' | 'я' | 'Ŕ'..='ř' => 'r',
        'Ѕ' | 'ѕ' | 'Ś'..='š' | '5' | '$' => 's',
        'Τ' | 'τ' | 'Т' | 'т' | 'Ţ'..='ŧ' => 't',
        'υ' | 'Ù'..='Ü' | 'ù'..='ü' | 'Ũ'..='ų' => 'u',
        'ν' | 'Ѵ' | 'ѵ' => 'v',
        'ω' | 'Ԝ' | 'ԝ' | 'Ŵ' | 'ŵ' => 'w',
        'Χ' | 'χ' | 'Х' | 'х' => 'x',
        'Υ' | 'γ' | 'У' | 'у' | 'Ү' | 'ү' | 'Ý' | 'ý' | 'ÿ' | 'Ŷ'..='Ÿ' => 'y',
        'Ζ' | 'Ź'..='ž' => 'z',
        // Wide forms.
        '\u{FF01}'..='\u{FF5E}' => {
            return char::from_u32(u32::from(letter) - 0xFEE0).and_then(self::letter);
        }
        other => other,
    };
    let small = ascii.to_ascii_lowercase();
    let alike = match small {
        'l' | '1' => 'i',
        '0' => 'o',
        '5' => 's',
        small => small,
    };
    alike.is_alphanumeric().then_some(alike)
}

#[cfg(test)]
mod tests {
    use super::skeleton;

    #[test]
    fn names_that_look_alike_have_one_skeleton() {
        for (name, like) in [
            ("HMH", "НМН"),
            ("HMH", "ΗΜΗ"),
            ("HMH", "h m-h"),
            ("HMH", "ＨＭＨ"),
            ("DESSA System", "Dеssа ѕуstem"),
            ("DESSA System", "DES5A  SYSTEM"),
            ("D2L Brightspace", "D2I_Brіghtspace"),
            ("ClassLink", "CIassL1nk"),
            ("ClassLink", "dassIink"),
            ("Naviance", "Νаνiаnсе"),
            ("ManageBac", "ManàgeBác"),
        ] {
            assert_eq!(skeleton(name), skeleton(like), "{name} {like}");
        }
        assert_ne!(skeleton("Great Minds"), skeleton("Grand Minds"));
    }
}
