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
#include "cli/opt.h"

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
	    "\tlocal options verbs");
	printf("\tverbs='");
	for (c = cmd_table; c->name != NULL; c++)
		printf("%s ", c->name);
	puts("'\n\tcase $verb in");
	for (c = cmd_table; c->name != NULL; c++) {
		struct buf	b = { 0 };

		add_options(&b, c->more);
		add_options(&b, c->usage);
		printf("\t%s)\toptions='%s' ;;\n", c->name, b.data);
		buf_release(&b);
	}
	printf("\tesac\n"
	    "\tif [[ $word == -* ]]; then\n"
	    "\t\tmapfile -t COMPREPLY < <(compgen -W \"$options %s\" -- "
	    "\"$word\")\n"
	    "\telif [[ -z $verb || $verb == help ]]; then\n"
	    "\t\tmapfile -t COMPREPLY < <(compgen -W \"$verbs\" -- \"$word\")\n"
	    "\telse\n"
	    "\t\tmapfile -t COMPREPLY < <(compgen -f -- \"$word\")\n"
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
