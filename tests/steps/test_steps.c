/*
 * Steps on text cases: tests/steps/STAGE/CASE.in is what a worker is given,
 * CASE.ref what it must want done.  UPDATE=1 writes the references anew; read
 * what changed before you keep it.
 */
#include <glob.h>

#include "tests/lib/file.h"
#include "tests/lib/test.h"
#include "workers/assessment/step.h"
#include "workers/ingest/step.h"
#include "workers/publication/step.h"
#include "workers/quality-combination/step.h"
#include "workers/runtime/case.h"

static const struct worker *const workers[] = {
	&ingest_worker, &assessment_worker, &combination_worker,
	&publication_worker,
};

/* A document is one line; its parts begin lines of their own here. */
static const char *const parts[] = {
	"{\"level\":", "\"ratings\":", "\"departures\":", "\"reports\":",
	"\"checks\":", "\"licence\":",
	"\"use_of_resources\":{", "\"status\":",
};

static int
begins_part(const char *s)
{
	size_t	 i;

	for (i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		if (strncmp(s, parts[i], strlen(parts[i])) == 0)
			return 1;
	return 0;
}

static void
spread(const struct buf *effects, struct buf *out)
{
	size_t	 i;

	for (i = 0; i < effects->len; i++) {
		if (begins_part(effects->data + i))
			buf_text(out, "\n\t");
		buf_char(out, effects->data[i]);
	}
	buf_text(out, "");
}

/* What a file holds, NUL behind it; empty where there is none. */
static int
line_length(const char *s)
{
	return (int)strcspn(s, "\n");
}

/* Says where the two texts part; 0 if nowhere. */
static int
differs(const char *path, const char *want, const char *got)
{
	int	 line = 1;

	while (*want != '\0' || *got != '\0') {
		int	 w = line_length(want), g = line_length(got);

		if (w != g || memcmp(want, got, (size_t)w) != 0) {
			print_error("%s:%d:\n- %.*s\n+ %.*s\n", path, line, w,
			    want, g, got);
			return 1;
		}
		want += w + (want[w] != '\0');
		got += g + (got[g] != '\0');
		line++;
	}
	return 0;
}

/* 0 if the case has the effects that its reference says. */
static int
try_case(const struct worker *w, const char *path)
{
	int		 stem = (int)strlen(path) - 3;
	char		 ref_path[200];
	struct buf	 in = { 0 }, ref = { 0 }, effects = { 0 }, out = { 0 };
	struct err	 e;
	int		 rc;

	snprintf(ref_path, sizeof(ref_path), "%.*s.ref", stem, path);
	file_read(path, &in);
	if (case_effects(w, in.data, &effects, &e) != 0)
		fail_msg("%s: %s", path, e.text);
	spread(&effects, &out);
	if (getenv("UPDATE") != NULL)
		file_write_bytes(ref_path, out.data, out.len);
	file_read(ref_path, &ref);
	rc = differs(ref_path, ref.data, out.data);
	buf_release(&in);
	buf_release(&ref);
	buf_release(&effects);
	buf_release(&out);
	return rc;
}

static void
test_stage(void **state)
{
	const struct worker	*w = *state;
	char			 pattern[80];
	glob_t			 found;
	size_t			 i;
	int			 wrong = 0;

	snprintf(pattern, sizeof(pattern), "tests/steps/%s/*.in",
	    stage_name(w->stage));
	assert_int_equal(glob(pattern, 0, NULL, &found), 0);
	for (i = 0; i < found.gl_pathc; i++)
		wrong += try_case(w, found.gl_pathv[i]);
	print_message("# %s: %zu cases\n", stage_name(w->stage),
	    found.gl_pathc);
	globfree(&found);
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	struct CMUnitTest	 tests[sizeof(workers) / sizeof(workers[0])];
	size_t			 i;

	for (i = 0; i < sizeof(workers) / sizeof(workers[0]); i++)
		tests[i] = (struct CMUnitTest){
		    .name = stage_name(workers[i]->stage),
		    .test_func = test_stage,
		    .initial_state = (void *)(uintptr_t)workers[i] };
	return cmocka_run_group_tests(tests, NULL, NULL);
}
