from extract.datasets.shared_files import share_files
from extract.ids import sha256_bytes


def package(folder, **texts):
    folder.mkdir()
    for name, text in texts.items():
        (folder / name).write_text(text)
    return folder, {name: sha256_bytes(text.encode()) for name, text in texts.items()}


def test_a_file_with_the_same_content_is_one_with_the_earlier(tmp_path):
    earlier = package(tmp_path / "a", same="1", other="2")
    folder, files = package(tmp_path / "b", same="1", other="3")
    share_files(folder, files, [earlier])
    assert (folder / "same").samefile(earlier[0] / "same")
    assert {path.name: path.read_text() for path in folder.iterdir()} == {"same": "1", "other": "3"}


def test_an_earlier_file_that_somebody_spoiled_is_not_taken(tmp_path):
    earlier = package(tmp_path / "a", same="1")
    (earlier[0] / "same").write_text("spoiled")
    folder, files = package(tmp_path / "b", same="1")
    share_files(folder, files, [earlier])
    assert (folder / "same").read_text() == "1"
