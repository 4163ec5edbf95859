import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from mien.schedules import Schedule, csv_of, schedule_from

TABLES = st.lists(
    st.lists(st.floats(0, 1, width=32), min_size=2, max_size=2), min_size=1, max_size=40
)


@given(TABLES, st.sampled_from([0.1, 1, 12.5, 23.976, 25, 29.97, 60, 240]))
def test_a_schedule_that_was_written_as_csv_is_the_same_again(degrees, fps):
    schedule = Schedule(("happy", "angry"), np.array(degrees, np.float32), fps)
    assert schedule_from(csv_of(schedule), csv=True, fps=fps) == schedule


def test_text_becomes_degrees_frame_by_frame(client):
    text = "time,happy\n0,0\n0.08,1\n"
    answer = client.post("schedules/read?kind=csv", content=text).json()
    assert answer == {
        "format": 1,
        "fps": 25.0,
        "expressions": ["happy"],
        "degrees": [[0.0], [0.5], [1.0]],
        "strength": 1.0,
    }
    faster = client.post("schedules/read?kind=csv&fps=50", content=text).json()
    assert len(faster["degrees"]) == 5


def test_what_was_read_can_be_written_and_read_again(client):
    keyframes = (
        '{"keyframes": [{"time": 0, "degrees": {"happy": 0.1}}, {"time": 1, "degrees": {}}]}'
    )
    read = client.post("schedules/read", content=keyframes).json()
    text = client.post("schedules/csv", json=read).text
    assert client.post("schedules/read?kind=csv", content=text).json() == read


def test_what_the_page_keeps_beside_the_degrees_is_passed_over(client):
    document = {"fps": 25, "expressions": ["happy"], "degrees": [[1]], "tracks": {"happy": 7}}
    assert client.post("schedules/csv", json=document).text == "time,happy\n0.0,1.0\n"
