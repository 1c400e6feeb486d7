/*
 * rulesets.h - rule sets by the names that people type.
 */
#ifndef CLI_RULESETS_H
#define CLI_RULESETS_H

#include "rules/rules.h"

/* NULL after the verb has said that there is none and which is near. */
const struct ruleset *ruleset_named(const char *verb, const char *id);

#endif
