/*
 * rulesets.h - rule sets by the names that people type.
 */
#ifndef CLI_RULESETS_H
#define CLI_RULESETS_H

#include "rules/rules.h"

/* NULL after the verb has said that there is none and which is near. */
const struct ruleset *ruleset_named(const char *verb, const char *id);

/* The set of this name, if its rows can rate; NULL after a word to `who`. */
const struct ruleset *ruleset_that_rates(const char *who, const char *id);

#endif
