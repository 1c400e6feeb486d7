/*
 * The schema's own tests, the .pg files of this folder in pgTAP, against a
 * database at the newest schema.
 */
#include <glob.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/lib/pg.h"
#include "tests/lib/test.h"

static void
prove(struct pg *pg, const char *file)
{
	int	status;
	pid_t	pid = fork();

	if (pid == 0) {
		setenv("PGOPTIONS", "-c search_path=sixthkey,public", 1);
		dup2(1, 2);
		execlp("pg_prove", "pg_prove", "--norc", "--nocolor", "--verbose",
		    "-h", pg_socket(pg), "-U", "postgres", "-d",
		    pg_database(pg), file, (char *)NULL);
		_exit(127);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	if (status != 0)
		fail_msg("%s failed", file);
}

static void
every_file_proves_itself(void **state)
{
	struct pg	*pg = pg_shared();
	glob_t		 files;
	size_t		 i;

	(void)state;
	if (*pg_value(pg, "select name from pg_available_extensions "
	    "where name = 'pgtap'") == '\0') {
		print_message("skipped: no pgTAP beside this PostgreSQL\n");
		skip();
	}
	pg_fresh(pg);
	pg_value(pg, "create extension pgtap schema public");
	assert_int_equal(glob("tests/schema/*.pg", 0, NULL, &files), 0);
	fflush(stdout);
	for (i = 0; i < files.gl_pathc; i++)
		prove(pg, files.gl_pathv[i]);
	globfree(&files);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_file_proves_itself),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
