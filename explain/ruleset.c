#include <stdio.h>

#include "explain/ruleset.h"

void
ruleset_in_force(const struct ruleset *set, char out[RULESET_CELL])
{
	if (set->purpose == PURPOSE_CONSULTED)
		snprintf(out, RULESET_CELL, "never in force");
	else
		snprintf(out, RULESET_CELL, "in force from %s%s%s", set->from,
		    *set->until != '\0' ? " to " : "", set->until);
}

void
rule_band(const struct rule *rule, char out[RULESET_CELL])
{
	if (rule->n_min == rule->n_max)
		snprintf(out, RULESET_CELL, "%d", rule->n_min);
	else if (rule->n_max == RULES_MAX_INPUTS)
		snprintf(out, RULESET_CELL, "%d or more", rule->n_min);
	else
		snprintf(out, RULESET_CELL, "%d to %d", rule->n_min, rule->n_max);
}

void
rule_condition(const struct rule *rule, char out[RULESET_CELL])
{
	if (rule->at_least == 0)
		snprintf(out, RULESET_CELL, "any");
	else
		snprintf(out, RULESET_CELL, "at least %d %s", rule->at_least,
		    rating_name(rule->of));
}
