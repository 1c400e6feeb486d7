/*
 * explain - why a rating is what it is.
 */
#include <stdio.h>

#include "cli/account.h"
#include "cli/clocks.h"
#include "cli/cmd.h"
#include "cli/link.h"
#include "cli/list.h"
#include "cli/opt.h"
#include "cli/subjects.h"
#include "cli/tint.h"
#include "explain/account.h"

/* What was asked, and what it needs. */
struct question_put {
	const char	*organisation;
	struct clocks	 clocks;
	enum form	 form;
	struct db	*db;
	struct arena	*arena;
};

static void
show(const struct question_put *q, const struct sheet *s)
{
	struct buf	out = { 0 };

	if (q->form == FORM_CSV || q->form == FORM_WIDE) {
		account_cells(s, q->form, q->arena);
		return;
	}
	if (q->form == FORM_TABLE)
		account_text(s, tint_wanted(stdout), q->arena, &out);
	else
		account_json(s, q->arena, &out);
	fwrite(out.data, 1, out.len, stdout);
	buf_release(&out);
}

/* What changed last, else how near it is to something else. */
static void
suggest(const struct sheet *s)
{
	uint32_t	 version = s->nedition > 0 ? s->edition->version : 0;

	if (version > 1)
		cmd_next("sixthkey diff %s v%u v%u", s->subject, version - 1,
		    version);
	else
		cmd_next("sixthkey whatif %s QUESTION=RATING", s->id);
}

static int
answer(const struct question_put *q)
{
	struct subject	subject = { 0 };
	struct edition	edition;
	struct sheet	s;
	int		code = subject_find("explain", q->db, q->organisation,
			    q->clocks.known, q->arena, &subject);

	if (code != EXIT_OK)
		return code;
	sheet_from_state(&s, &subject.state,
	    clocks_at(&q->clocks),
	    q->arena);
	edition = (struct edition){ subject.version, subject.published };
	s.id = subject.id;
	s.asked = q->clocks.day;
	s.edition = &edition;
	s.nedition = edition.version != 0;
	show(q, &s);
	if (form_is_table(q->form))
		suggest(&s);
	return EXIT_OK;
}

static int
connect_and_answer(struct question_put *q)
{
	int	code = link_db("explain", subject_queries, &q->db);

	if (code != EXIT_OK)
		return code;
	code = answer(q);
	db_close(&q->db);
	return code;
}

int
cmd_explain(int argc, char **argv)
{
	const char		*at = NULL, *known = NULL;
	struct question_put	 q = { .form = FORM_TABLE };
	const struct opt	 opts[] = {
		{ "at", 0, OPT_TEXT, &at },
		{ "known", 0, OPT_TEXT, &known },
		{ "output", 'o', OPT_FORM, &q.form },
		{ 0 }
	};
	int			 code;

	if ((code = opt_parse(opts, argc, argv)) < 0)
		return EXIT_USAGE;
	if (q.form == FORM_NAME)
		return form_no_name("explain");
	if (code != 1)
		return cmd_misused("explain", "name one organisation");
	q.organisation = argv[1];
	q.arena = arena_new(0);
	code = clocks_read("explain", at, known, q.arena, &q.clocks);
	if (code == EXIT_OK)
		code = connect_and_answer(&q);
	arena_free(&q.arena);
	return code;
}
