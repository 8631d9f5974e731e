/** Where rows lead: from the coalition to a member, from there to an agency. Time and data source go along. */
const along = "${__url_time_range}&${datasource:queryparam}";

export const toMember = {
  title: "Open this member",
  url: `/d/sw-party-member?var-member=\${__data.fields.member_id}&${along}`,
};

export const toAgency = {
  title: "Open this agency",
  url: `/d/sw-party-agency?var-member=\${__data.fields.member_id}&var-agency=\${__data.fields.agency_id}&${along}`,
};
