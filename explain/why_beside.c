/*
 * What stands beside the inputs of a rating, in words.
 */
#include "explain/why.h"

static const char *
notice_words(enum notice_type t)
{
	static const char *const	words[NOTICE_COUNT] = {
		[NOTICE_NONE] = "",
		[NOTICE_REQUIREMENT] = "a Requirement Notice",
		[NOTICE_ENFORCEMENT] = "enforcement",
		[NOTICE_BREACH] = "a breach of regulations",
		[NOTICE_NO_MANAGER] = "the missing registered manager",
		[NOTICE_CONDITION_UNMET] = "an unmet condition of registration",
		[NOTICE_NOT_NOTIFIED] = "a notification that was not sent",
		[NOTICE_NO_INFORMATION] = "information that was not returned"
	};

	return words[(unsigned)t < NOTICE_COUNT ? t : NOTICE_NONE];
}

const char *
why_limit(struct arena *a, const struct cell *c)
{
	if (c->limiter == NULL)
		return "";
	return arena_printf(a, "%s of %s%s%s normally limits this to %s "
	    "(%s, %s)%s", notice_words(c->notice->type),
	    why_day(a, c->notice->on),
	    c->notice->reference[0] != '\0' ? ", " : "", c->notice->reference,
	    rating_name(c->limiter->at_best), c->limiter->id,
	    basis_name(c->limiter->basis), c->over_limit ?
	    "; what was awarded is above it" : "");
}

const char *
why_left_out(struct arena *a, const struct cell *c)
{
	if (c->silence != SILENCE_NONE)
		return arena_printf(a, "the rules give nothing: %s",
		    silence_text(c->silence));
	if (c->excluded == 0)
		return "";
	return arena_printf(a, "%u of what would be an input %s left out, "
	    "with a reason on record", c->excluded,
	    c->excluded == 1 ? "is" : "are");
}
