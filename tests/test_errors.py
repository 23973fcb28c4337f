"""Problems and the one exception: what a user reads, and that both survive the way between processes."""

import pickle

from extract.errors import Problem, ShuttenError

PROBLEM = Problem("a.pdf", 3, "page-unreadable", "The page has no text.", "Give a file with a text layer.", "x")


def test_a_problem_reads_as_file_page_message_code_and_remedy():
    assert str(PROBLEM) == "a.pdf, page 3: The page has no text. [page-unreadable] Give a file with a text layer."


def test_a_problem_of_the_whole_file_names_no_page():
    problem = Problem("a.txt", None, "file-empty", "The file is empty.", "Get it again.")
    assert str(problem) == "a.txt: The file is empty. [file-empty] Get it again."


def test_problems_count_once_and_sort_by_source():
    first, second = Problem("a", 1, "c", "m", "r"), Problem("b", 1, "c", "m", "r")
    assert {first, Problem("a", 1, "c", "m", "r")} == {first}
    assert sorted([second, first]) == [first, second]


def test_both_survive_pickling():
    error = pickle.loads(pickle.dumps(ShuttenError("names", "is not YAML.", "Mend the file.")))
    assert (error.place, error.message, error.remedy) == ("names", "is not YAML.", "Mend the file.")
    assert str(error) == "names: is not YAML. Mend the file."
    assert pickle.loads(pickle.dumps(PROBLEM)) == PROBLEM
