//! What each receiver or sender adds to the standard.

pub mod d2l_brightspace;
pub mod infinite_campus;

/// A set of rules that a package can be judged by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Profile {
    /// The OneRoster CSV binding itself.
    OneRoster,
    /// Exports of Infinite Campus for the DESSA System.
    InfiniteCampus,
    /// D2L Brightspace.
    D2lBrightspace,
}

impl Profile {
    /// Every profile, in the order of the report.
    pub const ALL: [Self; 3] = [Self::OneRoster, Self::InfiniteCampus, Self::D2lBrightspace];

    /// Name on the command line, in links and in the report.
    pub fn id(self) -> &'static str {
        match self {
            Self::OneRoster => "oneroster",
            Self::InfiniteCampus => "infinite-campus",
            Self::D2lBrightspace => "d2l-brightspace",
        }
    }

    /// Name for people.
    pub fn title(self) -> &'static str {
        match self {
            Self::OneRoster => "OneRoster standard",
            Self::InfiniteCampus => "DESSA System (Infinite Campus export)",
            Self::D2lBrightspace => "D2L Brightspace",
        }
    }

    /// The profile with this id.
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|profile| profile.id() == id)
    }
}

/// How bad a finding is. The worst comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The receiver refuses or loses data.
    Error,
    /// Probably wrong, or depends on the receiver's settings.
    Warning,
    /// Worth knowing.
    Info,
}

impl Severity {
    /// The word in the report.
    pub fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Info => "info",
        }
    }
}

/// How bad a finding is for each profile; `None` where the profile does not care.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Severities {
    /// For the OneRoster rules.
    pub oneroster: Option<Severity>,
    /// For Infinite Campus exports to the DESSA System.
    pub infinite_campus: Option<Severity>,
    /// For D2L Brightspace.
    pub d2l_brightspace: Option<Severity>,
}

impl Severities {
    /// The same for every profile.
    pub const fn everywhere(severity: Severity) -> Self {
        Self { oneroster: Some(severity), infinite_campus: Some(severity), d2l_brightspace: Some(severity) }
    }

    /// For no profile; to start from.
    pub const fn nowhere() -> Self {
        Self { oneroster: None, infinite_campus: None, d2l_brightspace: None }
    }

    /// The same, with another severity in the OneRoster rules.
    #[must_use]
    pub const fn oneroster(mut self, severity: Severity) -> Self {
        self.oneroster = Some(severity);
        self
    }

    /// The same, with another severity for Infinite Campus exports.
    #[must_use]
    pub const fn infinite_campus(mut self, severity: Severity) -> Self {
        self.infinite_campus = Some(severity);
        self
    }

    /// The same, with another severity for D2L Brightspace.
    #[must_use]
    pub const fn d2l_brightspace(mut self, severity: Severity) -> Self {
        self.d2l_brightspace = Some(severity);
        self
    }

    /// The same, without one profile.
    #[must_use]
    pub fn without(mut self, profile: Profile) -> Self {
        match profile {
            Profile::OneRoster => self.oneroster = None,
            Profile::InfiniteCampus => self.infinite_campus = None,
            Profile::D2lBrightspace => self.d2l_brightspace = None,
        }
        self
    }

    /// The severity for one profile.
    pub fn get(self, profile: Profile) -> Option<Severity> {
        match profile {
            Profile::OneRoster => self.oneroster,
            Profile::InfiniteCampus => self.infinite_campus,
            Profile::D2lBrightspace => self.d2l_brightspace,
        }
    }

    /// For each profile the worse of two.
    #[must_use]
    pub fn raised(self, other: Self) -> Self {
        let worse = |one: Option<Severity>, other: Option<Severity>| one.into_iter().chain(other).min();
        Self {
            oneroster: worse(self.oneroster, other.oneroster),
            infinite_campus: worse(self.infinite_campus, other.infinite_campus),
            d2l_brightspace: worse(self.d2l_brightspace, other.d2l_brightspace),
        }
    }

    /// The worst severity over some profiles.
    pub fn worst(self, profiles: &[Profile]) -> Option<Severity> {
        profiles.iter().filter_map(|profile| self.get(*profile)).min()
    }
}
