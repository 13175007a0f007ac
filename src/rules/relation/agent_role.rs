use super::*;
use crate::oneroster::TableId;
use crate::profiles::Severity::Warning;

page! {
    /// # An agent is neither a parent nor a guardian
    ///
    /// ## What it checks
    /// `agentSourcedIds` in users.csv connects a student with a parent or guardian. Here, one of the two has another
    /// role.
    ///
    /// ## Why it matters
    /// Brightspace makes relationships only between students and their parents and guardians. It leaves out this link.
    ///
    /// ## How to fix
    /// If the person is a parent or guardian, correct the role. Otherwise, remove the ID.
    ///
    /// ## Example
    /// ```wrong
    /// users.csv
    /// sourcedId,agentSourcedIds
    /// student1,teacher1
    /// ```
    /// ```right
    /// users.csv
    /// sourcedId,role,username,identifier,agentSourcedIds
    /// student1,student,ada.okafor,4711,parent1
    /// parent1,parent,ngozi.okafor,9001,
    /// ```
    ///
    /// ## Known limits
    /// The standard allows other people as agents. Of the people that are named, the first 2 million are looked up. D2L offers
    /// the relationship in the United States, Canada, Australia, and Ireland.
}

pub(crate) static RULE: Rule = Rule {
    name: "agent-role",
    page: PAGE,
    counted: Some("agents are neither parents nor guardians"),
    since: "0.1.0",
    scope: Scope::Relation,
    severities: Severities::nowhere().d2l_brightspace(Warning),
    sources: &[page_of(Authority::D2l, "Parent and guardian: relationships of students", "https://community.d2l.com/brightspace/kb/articles/17039")],
    detect: Detect::Across(make),
    message: |said| {
        let Agent { role, is_named } = Agent::of(said);
        if is_named {
            format!("{} points to a person with the role {role}. Brightspace connects only students, parents, and guardians.", said.column())
        } else {
            format!("This person has the role {role}, but {} is filled. Brightspace connects only students, parents, and guardians.", said.column())
        }
    },
    fix: |said| format!("If the person is a parent or guardian, correct the role. Otherwise, remove the ID from {}.", said.column()),
};

told! {
    /// A person with a role that is not connected.
    struct Agent {
        role: Cow<'static, str>,
        /// By another row; otherwise it is the person of the row itself.
        is_named: bool,
    }
}

fn make(_: &PackageFacts) -> Box<dyn AcrossCheck> {
    Box::new(Links { role: 0, agents: 0, column: Place::PACKAGE, room: MOST_LINKS, people: Pieces::default() })
}

/// Links that are kept until the roles of all people are known: 16 bytes each.
const MOST_LINKS: usize = 2_097_152;

struct Links {
    role: usize,
    agents: usize,
    column: Place,
    /// How many more links may be kept.
    room: usize,
    /// The person that a link points to, at the row that names them.
    people: Pieces<Marked>,
}

impl AcrossCheck for Links {
    fn begin(&mut self, table: &TableFacts) -> bool {
        let (Some(role), Some(agents)) = (table.place_of("role"), table.place_of("agentSourcedIds")) else {
            return false;
        };
        (self.role, self.agents) = (role, agents);
        self.column = Place { column: table.column_id("agentSourcedIds"), ..Place::file(table.file) };
        table.table.id == TableId::Users
    }

    fn rows(&mut self, rows: &RowsFacts, seen: &dyn Seen, findings: &mut Findings) {
        let with_agents = rows.with(self.agents, |cell| !cell.is_empty());
        with_agents.each(findings, |row, findings| self.row(row, seen, findings));
    }

    fn row(&mut self, row: &RowFacts, _: &dyn Seen, findings: &mut Findings) {
        let cell = row.row.cell(self.agents);
        if row.is_deleted() {
            return;
        }
        let place = row.place("agentSourcedIds");
        let role = row.row.cell(self.role);
        match row.table.words("role").iter().find(|word| word.as_bytes() == role) {
            Some(role) if !is_connected(role) => {
                findings.report(&RULE, place, || Args::value(cell).told(Agent { role: (*role).into(), is_named: false }));
            }
            _ => {
                let agents = cell.split(|byte| *byte == b',').map(<[u8]>::trim_ascii).filter(|agent| !agent.is_empty());
                for agent in agents.take(self.room) {
                    self.people.push(Marked::new(agent, place));
                    self.room -= 1;
                }
            }
        }
    }

    fn end(&mut self, seen: &dyn Seen, findings: &mut Findings) {
        for link in self.people.iter() {
            let role = seen.word(TableId::Users, link.id);
            if !role.is_empty() && !is_connected(role) {
                let told = || Args::none().told(Agent { role: role.into(), is_named: true });
                findings.report(&RULE, link.place(self.column), told);
            }
        }
    }
}

fn is_connected(role: &str) -> bool {
    matches!(role, "student" | "parent" | "guardian")
}
