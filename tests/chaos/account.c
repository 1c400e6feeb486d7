#include <stdio.h>

#include "tests/chaos/account.h"

static void
print_number(const char *key, int64_t n)
{
	printf("\"%s\":%lld,", key, (long long)n);
}

static void
print_faults(const struct storm *s)
{
	const char	*comma = "";
	int		 i;

	printf("\"faults\":{");
	for (i = 0; storm_kind(s, i) != NULL; i++)
		if (storm_count(s, i) != 0) {
			printf("%s\"%s\":%d", comma, storm_kind(s, i),
			    storm_count(s, i));
			comma = ",";
		}
	comma = "";
	printf("},\"skipped\":{");
	for (i = 0; storm_kind(s, i) != NULL; i++)
		if (storm_skipped(s, i) != NULL) {
			printf("%s\"%s\":\"%s\"", comma, storm_kind(s, i),
			    storm_skipped(s, i));
			comma = ",";
		}
	printf("}");
}

static void
print_disk(const struct disk *d)
{
	if (d == NULL)
		return;
	printf("\"full_disk\":{");
	print_number("accepted_before", d->before);
	print_number("pending", d->pending);
	print_number("accepted_after", d->after);
	printf("\"sqlstate_53\":%d,\"wrong\":\"%s\"},", d->said,
	    d->wrong == NULL ? "" : d->wrong);
}

void
account_print(const struct account *r)
{
	const struct verdicts	*v = r->verdicts;
	const struct {
		const char	*key;
		int64_t		 n;
	} rows[] = {
		{ "seed", r->options->seed },
		{ "submitted", v->submitted },
		{ "submissions", v->submissions },
		{ "accepted", v->accepted },
		{ "lost", v->lost },
		{ "doubled", v->doubled },
		{ "out_of_order_versions", v->out_of_order },
		{ "ledger_difference", v->ledger },
		{ "unanswered", v->unanswered },
		{ "unexpected", v->unexpected },
		{ "diverged", v->diverged },
		{ "refused", v->refused },
		{ "condemned", v->condemned },
		{ "poison", v->poison },
		{ "poison_free", v->poison_free },
		{ "kills", storm_kills(r->storm) },
		{ "freezes", storm_freezes(r->storm) },
		{ "exits", r->cast->exits },
		{ "crashes", r->cast->crashes },
		{ "settled", r->settled },
		{ "left_well", r->left },
	};
	size_t	 i;

	printf("{");
	for (i = 0; i < sizeof(rows) / sizeof(*rows); i++)
		print_number(rows[i].key, rows[i].n);
	print_disk(r->disk);
	printf("\"seconds\":%.1f,", (double)r->ms / 1000);
	print_faults(r->storm);
	printf("}\n");
	fflush(stdout);
}

int
account_good(const struct account *r)
{
	return judge_clean(r->verdicts) && r->settled && r->left &&
	    r->cast->exits == 0 &&
	    (r->disk == NULL || r->disk->wrong == NULL) &&
	    (r->options->poison != 0 || r->cast->crashes == 0);
}
