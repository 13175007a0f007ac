// Packages for the tests, of people who do not exist.

const COLUMNS = {
  manifest: "propertyName,value",
  academicSessions: "sourcedId,status,dateLastModified,title,type,startDate,endDate,parentSourcedId,schoolYear",
  orgs: "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId",
  courses: "sourcedId,status,dateLastModified,schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes",
  classes:
    "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods",
  users:
    "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password",
  enrollments: "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate",
  demographics:
    "sourcedId,status,dateLastModified,birthDate,sex,americanIndianOrAlaskaNative,asian,blackOrAfricanAmerican,nativeHawaiianOrOtherPacificIslander,white,demographicRaceTwoOrMoreRaces,hispanicOrLatinoEthnicity,countryOfBirthCode,stateOfBirthAbbreviation,cityOfBirth,publicSchoolResidenceStatus",
};

const ABSENT = ["categories", "classResources", "courseResources", "lineItems", "resources", "results"];

/** A OneRoster 1.1 bulk package as Infinite Campus writes it, with nothing wrong: rows by file, without headers. */
export function rows(students = 12) {
  const present = Object.keys(COLUMNS).filter((name) => name !== "manifest");
  const users = ["t1,,,true,s1,teacher,ada.example,,Ada,Example,,9001,ada@example.org,,,,,"];
  const enrollments = ["e-t1,,,k1,s1,t1,teacher,true,2026-08-17,2027-06-04"];
  const demographics = [];
  for (let n = 1; n <= students; n += 1) {
    users.push(`p${n},,,true,s1,student,student${n},,Given${n},Family${n},,${10000 + n},student${n}@example.org,,,,07,`);
    enrollments.push(`e${n},,,k1,s1,p${n},student,,2026-08-17,2027-06-04`);
    demographics.push(`p${n},,,2014-03-${String((n % 28) + 1).padStart(2, "0")},female,false,false,false,false,true,false,false,US,,,`);
  }
  return {
    manifest: [
      "manifest.version,1.0",
      "oneroster.version,1.1",
      ...[...present, ...ABSENT].sort().map((name) => `file.${name},${present.includes(name) ? "bulk" : "absent"}`),
      "source.systemName,Infinite Campus",
      "source.systemCode,IC",
    ],
    academicSessions: [
      "y1,,,2026-2027,schoolYear,2026-08-17,2027-06-04,,2027",
      "m1,,,Semester 1,semester,2026-08-17,2027-01-15,y1,2027",
    ],
    orgs: ["d1,,,Example District,district,D100,", "s1,,,Example School,school,S101,d1"],
    courses: ["c1,,,y1,Algebra I,ALG1,07,s1,Mathematics,02052"],
    classes: ["k1,,,Algebra I Section 1,07,c1,ALG1-1,scheduled,12,s1,m1,Mathematics,02052,1"],
    users,
    enrollments,
    demographics,
  };
}

/** Files of a package from its rows. */
export function files(of) {
  return Object.fromEntries(
    Object.entries(of).map(([name, lines]) => [`${name}.csv`, [COLUMNS[name], ...lines, ""].join("\r\n")]),
  );
}

export const clean = () => files(rows());

/** The same with two defects that everybody agrees on: an id that is used twice, and an enrollment of nobody. */
export function faulty(students = 12) {
  const faults = rows(students);
  faults.users.push(faults.users.at(-1));
  faults.enrollments.push("e-nobody,,,k1,s1,nobody,student,,2026-08-17,2027-06-04");
  return files(faults);
}

/** A district in which much stands out: an empty school, a class of 70, one of nobody, grades that are none. */
export function odd() {
  const of = rows(70);
  of.orgs.push("s2,,,Empty School,school,S102,d1", "s3,,,Birch Academy,school,S103,d1");
  for (let n = 1; n <= 20; n += 1) {
    const grade = n < 15 ? "08" : n < 18 ? "8" : "";
    of.users.push(`q${n},,,true,s3,student,q${n},,Given${n},Family${n},,${5000 + n},q${n}@example.org,,,,${grade},`);
    of.demographics.push(`q${n},,,2014-03-02,female,false,false,false,false,true,false,false,US,,,`);
    of.enrollments.push(`eq${n},,,k2,s3,q${n},student,,2026-08-17,2027-01-15`);
  }
  of.classes.push("k2,,,Biology,08,c1,BIO1-1,scheduled,12,s3,m1,Science,03051,1", "k3,,,Nobody,08,c1,BIO1-2,scheduled,12,s3,m1,Science,03051,1");
  of.enrollments.push("late,,,k2,s3,q1,student,,2030-08-17,2031-01-15");
  return files(of);
}

/** More findings of one kind than one page of rows holds. */
export function manyFaults(count = 120) {
  const faults = rows(2);
  for (let n = 1; n <= count; n += 1) faults.enrollments.push(`x${n},,,k1,s1,nobody${n},student,,2026-08-17,2027-06-04`);
  return files(faults);
}

/** A fault in the users and one in the enrollments, near the beginning of long files. */
export function long(students = 20_000) {
  const of = rows(students);
  of.users.splice(2, 0, "w1,,,true,s1,wizard,w1,,Willow,Wand,,7001,w1@example.org,,,,,");
  of.enrollments.splice(2, 0, "e-nobody,,,k1,s1,nobody,student,,2026-08-17,2027-06-04");
  return files(of);
}

/** Words for sex and grades that differ from row to row, each with another fix. */
export function mixed() {
  const of = rows(12);
  const sexes = ["F", "F", "F", "M", "M", "X"];
  const grades = ["9", "9", "1st", "zz"];
  sexes.forEach((sex, n) => (of.demographics[n] = of.demographics[n].replace(",female,", `,${sex},`)));
  grades.forEach((grade, n) => (of.users[n + 1] = of.users[n + 1].replace(",07,", `,${grade},`)));
  return files(of);
}
