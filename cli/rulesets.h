/*
 * rulesets.h - rule sets by the names that people type.
 */
#ifndef CLI_RULESETS_H
#define CLI_RULESETS_H

#include "base/buf.h"
#include "base/json.h"
#include "rules/rules.h"

/* NULL after the verb has said that there is none and which is near. */
const struct ruleset *ruleset_named(const char *verb, const char *id);

/* The set of this name, if its rows can rate; NULL after a word to `who`. */
const struct ruleset *ruleset_that_rates(const char *who, const char *id);

/* Limits, scores and provisions: a line each, or members of the set's object. */
void	ruleset_beside_text(const struct ruleset *, struct buf *out);
void	ruleset_beside_json(const struct ruleset *, struct json *);

#endif
