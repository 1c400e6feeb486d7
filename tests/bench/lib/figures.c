#include "tests/bench/lib/bench.h"
#include "tests/lib/test.h"

enum { EXIT_USAGE = 64 };

static int
compare(const void *va, const void *vb)
{
	const double	*a = va, *b = vb;

	return (*a > *b) - (*a < *b);
}

void
bench_sort(double *x, size_t n)
{
	qsort(x, n, sizeof(*x), compare);
}

double
bench_quantile(const double *sorted, size_t n, double q)
{
	size_t	 i = (size_t)(q * (double)n);

	return n == 0 ? 0 : sorted[i < n ? i : n - 1];
}

void
sample_add(struct sample *s, double x)
{
	assert_true(s->n < BENCH_ROUNDS);
	s->x[s->n++] = x;
}

double
sample_median(const struct sample *s)
{
	struct sample	 sorted = *s;
	size_t		 mid = s->n / 2;

	if (s->n == 0)
		return 0;
	bench_sort(sorted.x, s->n);
	return s->n % 2 != 0 ? sorted.x[mid] :
	    (sorted.x[mid - 1] + sorted.x[mid]) / 2;
}

void
bench_number(struct json *j, const char *key, double x, int decimals)
{
	char	 text[40];

	snprintf(text, sizeof(text), "%.*f", decimals, x);
	json_raw(j, key, text, strlen(text));
}

void
sample_json(struct json *j, const char *key, const struct sample *s,
    int decimals)
{
	struct sample	 sorted = *s;
	char		 name[60];
	size_t		 i;

	bench_sort(sorted.x, s->n);
	bench_number(j, key, sample_median(s), decimals);
	snprintf(name, sizeof(name), "%s_spread", key);
	json_array(j, name);
	for (i = 0; s->n != 0 && i < 2; i++)
		bench_number(j, NULL, sorted.x[i == 0 ? 0 : s->n - 1],
		    decimals);
	json_end(j);
	snprintf(name, sizeof(name), "%s_rounds", key);
	json_array(j, name);
	for (i = 0; i < s->n; i++)
		bench_number(j, NULL, s->x[i], decimals);
	json_end(j);
}

uint64_t
bench_option(const char *text, uint64_t min, uint64_t max)
{
	char			*end;
	unsigned long long	 x = strtoull(text, &end, 10);

	if (end != text && *end == '\0' && x >= min && x <= max)
		return x;
	fprintf(stderr, "\"%s\": expected %llu to %llu\n", text,
	    (unsigned long long)min, (unsigned long long)max);
	exit(EXIT_USAGE);
}
