#include <sys/mman.h>
#include <unistd.h>

#include "base/buf.h"
#include "cli/cmd.h"
#include "tests/lib/call.h"
#include "tests/lib/file.h"
#include "tests/lib/test.h"

enum { WORDS = 12, LINE = 600 };

/* A standard stream that goes to memory instead, and where it went before. */
struct diverted {
	int	 of, to, was;
};

static struct buf	 said, complained;

static struct diverted
divert(int of)
{
	struct diverted	 d = { of, memfd_create("stream", MFD_CLOEXEC),
			    dup(of) };

	assert_true(d.to >= 0 && d.was >= 0);
	assert_int_equal(dup2(d.to, of), of);
	return d;
}

/* What came is in out; NULL: it is forgotten. */
static void
restore(struct diverted *d, struct buf *out)
{
	assert_int_equal(dup2(d->was, d->of), d->of);
	close(d->was);
	assert_int_equal(lseek(d->to, 0, SEEK_SET), 0);
	if (out != NULL)
		file_read_open(fdopen(d->to, "r"), out);
	else
		close(d->to);
}

static int
run(char *line)
{
	char			*argv[WORDS + 1] = { NULL }, *save;
	const struct cmd	*verb;
	int			 argc = 0;

	for (argv[0] = strtok_r(line, " ", &save); argv[argc] != NULL;) {
		assert_true(argc < WORDS - 1);
		argv[++argc] = strtok_r(NULL, " ", &save);
	}
	verb = cmd_find(argv[0]);
	assert_non_null(verb);
	return verb->run(argc, argv);
}

int
call_verb(const char *input, const char *words, ...)
{
	const ssize_t	 n = (ssize_t)strlen(input);
	struct diverted	 in, out, err;
	char		 line[LINE];
	va_list		 ap;
	int		 code;

	va_start(ap, words);
	assert_in_range(vsnprintf(line, LINE, words, ap), 1, LINE - 1);
	va_end(ap);
	fflush(NULL);
	in = divert(STDIN_FILENO);
	assert_int_equal(pwrite(in.to, input, (size_t)n, 0), n);
	out = divert(STDOUT_FILENO);
	err = divert(STDERR_FILENO);
	code = run(line);
	fflush(NULL);
	restore(&in, NULL);
	restore(&out, &said);
	restore(&err, &complained);
	return code;
}

const char *
call_said(void)
{
	return said.data;
}

const char *
call_complained(void)
{
	return complained.data;
}

void
call_expect(const char *part)
{
	if (strstr(said.data, part) == NULL)
		fail_msg("\"%s\" is not in\n%s\n%s", part, said.data,
		    complained.data);
}
