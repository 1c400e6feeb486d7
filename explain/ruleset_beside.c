/*
 * What stands beside the rows of a rule set: limits that notices set, bands of
 * scores, provisions in words.
 */
#include "explain/ruleset.h"
#include "rules/limit.h"
#include "rules/provision.h"
#include "rules/score.h"

/* Notices limit judged ratings, so they belong to the sets of quality. */
static int
belongs(const struct limiter *l, const struct ruleset *set)
{
	return set->purpose == PURPOSE_QUALITY &&
	    (l->sector == SECTOR_UNKNOWN || l->sector == set->sector);
}

static const char *
limited(const struct limiter *l)
{
	return l->limited == QUESTION_NONE ? "the rating it is about" :
	    question_name(l->limited);
}

static void
limiters_text(const struct ruleset *set, struct buf *out)
{
	const struct limiter	*l;

	for (l = limiters; l->id != NULL; l++)
		if (belongs(l, set))
			buf_printf(out, "  %s: notice \"%s\": %s normally no "
			    "better than %s (%s: %s)\n", l->id,
			    notice_name(l->type), limited(l),
			    rating_name(l->at_best), basis_name(l->basis),
			    l->source);
}

static void
scores_text(struct buf *out)
{
	const struct score_band		*b;
	const struct score_limit	*l;

	for (b = score_bands; b->id != NULL; b++)
		buf_printf(out, "  %s: from %d percent on %s (%s: %s)\n",
		    b->id, b->from, rating_name(b->then),
		    basis_name(b->basis), b->source);
	for (l = score_limits; l->id != NULL; l++)
		buf_printf(out, "  %s: a statement that scores %d or less: no "
		    "better than %s (%s: %s)\n", l->id, l->score,
		    rating_name(l->at_best), basis_name(l->basis), l->source);
}

void
ruleset_beside_text(const struct ruleset *set, struct buf *out)
{
	const struct provision	*p;

	limiters_text(set, out);
	if (set->purpose == PURPOSE_SCORE)
		scores_text(out);
	for (p = provision_first(set->id); p != NULL; p = provision_next(p))
		buf_printf(out, "  %s: %s (%s: %s)\n", p->id, p->text,
		    basis_name(p->basis), p->source);
}

static void
json_basis(struct json *j, enum basis basis, const char *source)
{
	json_text(j, "basis", basis_name(basis));
	json_text(j, "source", source);
	json_end(j);
}

static void
limiters_json(const struct ruleset *set, struct json *j)
{
	const struct limiter	*l;

	json_array(j, "limits");
	for (l = limiters; l->id != NULL; l++) {
		if (!belongs(l, set))
			continue;
		json_object(j, NULL);
		json_text(j, "id", l->id);
		json_text(j, "notice", notice_name(l->type));
		json_text(j, "limits", l->limited == QUESTION_NONE ? NULL :
		    question_code(l->limited));
		json_text(j, "at_best", rating_code(l->at_best));
		json_basis(j, l->basis, l->source);
	}
	json_end(j);
}

static void
scores_json(struct json *j)
{
	const struct score_band		*b;
	const struct score_limit	*l;

	json_array(j, "scores");
	for (b = score_bands; b->id != NULL; b++) {
		json_object(j, NULL);
		json_text(j, "id", b->id);
		json_int(j, "from_percent", b->from);
		json_text(j, "result", rating_code(b->then));
		json_basis(j, b->basis, b->source);
	}
	for (l = score_limits; l->id != NULL; l++) {
		json_object(j, NULL);
		json_text(j, "id", l->id);
		json_int(j, "statement_at_most", l->score);
		json_text(j, "at_best", rating_code(l->at_best));
		json_basis(j, l->basis, l->source);
	}
	json_end(j);
}

void
ruleset_beside_json(const struct ruleset *set, struct json *j)
{
	const struct provision	*p;

	limiters_json(set, j);
	if (set->purpose == PURPOSE_SCORE)
		scores_json(j);
	json_array(j, "provisions");
	for (p = provision_first(set->id); p != NULL; p = provision_next(p)) {
		json_object(j, NULL);
		json_text(j, "id", p->id);
		json_text(j, "text", p->text);
		json_basis(j, p->basis, p->source);
	}
	json_end(j);
}
