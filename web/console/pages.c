#include "web/console/inside.h"
#include "web/console/pages.h"

const enum query console_queries[] = {
	Q_CONSOLE_SESSION_FIND, Q_CONSOLE_SESSION_END,
	Q_CONSOLE_FORM_USE,
	Q_SETTING_PUT,
	Q_SHOW_STRUGGLING,
	Q_SHOW_SETTINGS, Q_SHOW_ATTEMPTS,
	Q_SHOW_EVENTS_BY, Q_SHOW_NEWEST_EVENT,
	Q_SHOW_EVENT, Q_SHOW_EVENTS, Q_SHOW_JOURNEY, Q_SHOW_FIND_EVENT,
	Q_SHOW_ASIDE_GROUPS,
	Q_SHOW_OPERATIONS, Q_OPERATION_PUT, Q_OPERATION_FIND,
	Q_OPERATION_CLASSES, Q_OPERATION_RETRY, Q_OPERATION_DISCARD,
	Q_OPERATION_CANCEL, Q_NODE_PUT,
	Q_SHOW_AUDIT_BY,
	Q_SHOW_NODES, Q_SHOW_SOURCES, Q_CONSOLE_REVOKE,
	Q_SHOW_TRUSTS, Q_SHOW_SUBJECT, Q_SHOW_VERSIONS, Q_SHOW_SUBJECT_EVENTS,
	Q_SHOW_MOTIONS, Q_CONSOLE_PROPOSE, Q_CONSOLE_DECIDE,
	Q_NONE
};

const struct page page_table[] = {
	{ "/", "Pipeline", MAY_SEE,
	    pipeline_read, pipeline_html, pipeline_json },
	{ "/aside", "Put aside", MAY_SEE,
	    aside_read, aside_html, aside_json },
	{ "/stages/", NULL, MAY_SEE,
	    stage_read, stage_html, stage_json },
	{ "/events", "Events", MAY_SEE,
	    events_read, events_html, events_json },
	{ "/events/", NULL, MAY_SEE,
	    event_read, event_html, event_json },
	{ "/trusts", "Trusts", MAY_SEE,
	    trusts_read, trusts_html, trusts_json },
	{ "/trusts/", NULL, MAY_SEE,
	    trust_read, trust_html, trust_json },
	{ "/decisions", "Decisions", MAY_SEE,
	    motions_read, motions_html, motions_json },
	{ "/propose/", NULL, MAY_PROPOSE,
	    propose_read, propose_html, propose_json },
	{ "/rulesets", "Rule sets", MAY_SEE,
	    rulesets_read, rulesets_html, rulesets_json },
	{ "/rulesets/", NULL, MAY_SEE,
	    ruleset_read, ruleset_html, ruleset_json },
	{ "/sources", "Sources", MAY_SEE,
	    sources_read, sources_html, sources_json },
	{ "/operations", "Operations", MAY_SEE,
	    operations_read, operations_html, operations_json },
	{ "/operations/", NULL, MAY_SEE,
	    operation_read, operation_html, operation_json },
	{ "/audit", "Audit", MAY_SEE,
	    audit_read, audit_html, audit_json },
	{ "/health", "Health", MAY_SEE,
	    health_read, health_html, health_json },
	{ 0 }
};

const struct deed deed_table[] = {
	{ "/signout", MAY_SEE, signin_leave },
	{ "/sources/revoke", MAY_OPERATE, source_revoke },
	{ "/propose", MAY_PROPOSE, motion_propose },
	{ "/carry", MAY_APPROVE, motion_carry },
	{ "/decline", MAY_SEE, motion_decline },
	{ "/send", MAY_APPROVE, motion_send },
	{ "/pause", MAY_OPERATE, pipeline_pause },
	{ "/resume", MAY_OPERATE, pipeline_resume },
	{ "/set", MAY_OPERATE, stage_set },
	{ "/aside/preview", MAY_OPERATE, aside_preview },
	{ "/aside/one", MAY_OPERATE, aside_one },
	{ "/operations/go", MAY_OPERATE, operation_go },
	{ "/operations/cancel", MAY_OPERATE, operation_cancel },
	{ 0 }
};
