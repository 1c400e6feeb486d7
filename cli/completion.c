/*
 * completion - what a shell may offer next, from the table of verbs: their
 * names, and of each the options that its help names.
 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/buf.h"
#include "cli/cmd.h"
#include "cli/listing.h"
#include "cli/opt.h"
#include "cli/sibling.h"
#include "rules/words.h"

static const char always[] = "--db --operator-db --submit --control --key "
    "--color --help";

/* Where the option that starts at `text` ends. */
static size_t
option_length(const char *text)
{
	size_t	n = 2;

	while (islower((unsigned char)text[n]) || text[n] == '-')
		n++;
	return n;
}

/* Each option once: help may speak of it again. */
static void
add_options(struct buf *b, const char *help)
{
	struct buf	 word = { 0 };
	const char	*at;

	buf_char(b, ' ');
	for (at = help; at != NULL && (at = strstr(at, "--")) != NULL;
	    at += option_length(at)) {
		word.len = 0;
		buf_printf(&word, " %.*s ", (int)option_length(at), at);
		if (option_length(at) > 2 && strstr(b->data, word.data) == NULL)
			buf_text(b, word.data + 1);
	}
	buf_release(&word);
}

static void
add_stages(struct buf *b)
{
	int	 i;

	for (i = STAGE_INGEST; i < STAGE_COUNT; i++)
		buf_printf(b, "%s ", stage_name((enum stage)i));
}

static void
add_programs(struct buf *b)
{
	size_t	 i;

	for (i = 0; sibling_names[i] != NULL; i++)
		buf_printf(b, "%s ", sibling_names[i] + strlen("sixthkey-"));
}

static void
add_questions(struct buf *b)
{
	int	 q;

	for (q = QUESTION_SAFE; q <= QUESTION_RESOURCES; q++)
		if (q != QUESTION_OVERALL)
			buf_printf(b, "%s= ", question_code((enum question)q));
}

/* What a word of a verb's usage stands for, where that is known here. */
static const struct {
	const char	*word;
	void		(*add)(struct buf *);
} operands[] = {
	{ "STAGE", add_stages }, { "PROGRAM", add_programs },
	{ "KIND", listing_kinds }, { "QUESTION", add_questions },
};

/* "migrate|status", "[stage] STAGE|all": the words that may be typed as they
 * stand, and what the others stand for. */
static void
add_operands(struct buf *b, const char *usage)
{
	char	 word[32];
	size_t	 n, i;

	for (; *usage != '\0'; usage += n > 0 ? n : 1) {
		n = strspn(usage, "abcdefghijklmnopqrstuvwxyz"
		    "ABCDEFGHIJKLMNOPQRSTUVWXYZ-");
		snprintf(word, sizeof(word), "%.*s", (int)n, usage);
		if (n > 1 && islower((unsigned char)word[0]))
			buf_printf(b, "%s ", word);
		for (i = 0; i < sizeof(operands) / sizeof(operands[0]); i++)
			if (strcmp(word, operands[i].word) == 0)
				operands[i].add(b);
	}
}

static void
print_bash(void)
{
	const struct cmd	*c;

	puts("# sixthkey(1) for bash, from its own table of verbs.\n"
	    "_sixthkey()\n{\n"
	    "\tlocal word=${COMP_WORDS[COMP_CWORD]} verb i\n"
	    "\tfor ((i = 1; i < COMP_CWORD; i++)); do\n"
	    "\t\t[[ ${COMP_WORDS[i]} == -* ]] || { verb=${COMP_WORDS[i]};"
	    " break; }\n"
	    "\tdone\n"
	    "\tlocal options operands verbs");
	printf("\tverbs='");
	for (c = cmd_table; c->name != NULL; c++)
		printf("%s ", c->name);
	puts("'\n\tcase $verb in");
	for (c = cmd_table; c->name != NULL; c++) {
		struct buf	b = { 0 };

		add_options(&b, c->more);
		add_options(&b, c->usage);
		printf("\t%s)\toptions='%s'", c->name, b.data);
		buf_clear(&b);
		buf_text(&b, "");
		add_operands(&b, c->usage);
		printf(" operands='%s' ;;\n", b.data);
		buf_release(&b);
	}
	printf("\tesac\n"
	    "\tif [[ ${COMP_WORDS[COMP_CWORD - 1]} == -o ]]; then\n"
	    "\t\tmapfile -t COMPREPLY < <(compgen -W "
	    "'table wide json jsonl csv name' -- \"$word\")\n"
	    "\telif [[ $word == -* ]]; then\n"
	    "\t\tmapfile -t COMPREPLY < <(compgen -W \"$options %s\" -- "
	    "\"$word\")\n"
	    "\telif [[ -z $verb || $verb == help ]]; then\n"
	    "\t\tmapfile -t COMPREPLY < <(compgen -W \"$verbs\" -- \"$word\")\n"
	    "\telse\n"
	    "\t\tmapfile -t COMPREPLY < <(compgen -W \"$operands\" -- "
	    "\"$word\"; compgen -f -- \"$word\")\n"
	    "\tfi\n}\ncomplete -o filenames -F _sixthkey sixthkey\n", always);
}

int
cmd_completion(int argc, char **argv)
{
	static const struct opt	 none[] = { { 0 } };
	int			 n = opt_parse(none, argc, argv);

	if (n < 0)
		return EXIT_USAGE;
	if (n != 1 || strcmp(argv[1], "bash") != 0)
		return cmd_choose("completion", "shell", n == 1 ? argv[1] : NULL,
		    (const char *const []){ "bash", NULL });
	print_bash();
	if (isatty(STDOUT_FILENO))
		cmd_next("source <(sixthkey completion bash)");
	return EXIT_OK;
}
