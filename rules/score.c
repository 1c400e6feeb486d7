#include "rules/score.h"

static const char ratings[] =
    "https://www.cqc.org.uk/what-we-do/how-we-do-our-job/ratings";
static const char thornbury[] = "https://thornbury-nursing.com/clients/blog/"
    "unravelling-cqc-scoring-system/";

const struct score_band score_bands[] = {
	{ "score-88", 88, RATING_OUTSTANDING, BASIS_CONFIRMED, ratings },
	{ "score-63", 63, RATING_GOOD, BASIS_CONFIRMED, ratings },
	{ "score-39", 39, RATING_IMPROVE, BASIS_CONFIRMED, ratings },
	{ "score-0", 0, RATING_INADEQUATE, BASIS_CONFIRMED, ratings },
	{ NULL, 0, RATING_NONE, BASIS_NONE, NULL }
};

/* How far a failing statement pulls its key question down is not known. */
const struct score_limit score_limits[] = {
	{ "statement-1", 1, RATING_IMPROVE, BASIS_UNVERIFIED, thornbury },
	{ "statement-2", 2, RATING_GOOD, BASIS_SECOND_HAND, thornbury },
	{ NULL, 0, RATING_NONE, BASIS_NONE, NULL }
};

static int
add_up(struct scoring *s, const uint8_t *score, size_t n, uint8_t *lowest)
{
	size_t	i;

	*lowest = SCORE_MAX;
	for (i = 0; i < n; i++) {
		if (score[i] < SCORE_MIN || score[i] > SCORE_MAX)
			return -1;
		if (score[i] < *lowest)
			*lowest = score[i];
		s->points += score[i];
		s->of += SCORE_MAX;
	}
	return 0;
}

struct scoring
score_rate(const uint8_t *score, size_t n)
{
	struct scoring			 s = { .rating = RATING_NONE };
	const struct score_limit	*l;
	uint8_t				 lowest;

	if (n == 0 || n > SCORE_STATEMENTS ||
	    add_up(&s, score, n, &lowest) != 0)
		return (struct scoring){ .rating = RATING_NONE };
	s.percent = (uint8_t)((200 * s.points + s.of) / (2 * s.of));
	for (s.band = score_bands; s.percent < s.band->from; s.band++)
		;
	s.rating = s.band->then;
	for (l = score_limits; l->id != NULL && s.limit == NULL; l++)
		if (lowest <= l->score && s.rating > l->at_best)
			s.limit = l;
	if (s.limit != NULL)
		s.rating = s.limit->at_best;
	return s;
}
