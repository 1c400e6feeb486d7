/*
 * ruleset.h - a rule set in words.  Pure.
 */
#ifndef EXPLAIN_RULESET_H
#define EXPLAIN_RULESET_H

#include "base/buf.h"
#include "base/json.h"
#include "rules/rules.h"

enum { RULESET_CELL = 80 };

/* "in force from 2018-03-05", "never in force". */
void	ruleset_in_force(const struct ruleset *, char out[RULESET_CELL]);

/* For how many inputs a row is: "5", "3 to 6"; what it needs: "at least 2
 * Inadequate". */
void	rule_band(const struct rule *, char out[RULESET_CELL]);
void	rule_condition(const struct rule *, char out[RULESET_CELL]);

/* Limits, scores and provisions: a line each, or members of the set's object. */
void	ruleset_beside_text(const struct ruleset *, struct buf *out);
void	ruleset_beside_json(const struct ruleset *, struct json *);

#endif
