"""What the service takes on, and when it says no."""

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True, kw_only=True)
class Limits:
    """Bounds of one service; whoever runs it may set others.

    Attributes:
        upload_bytes: of one photo's file.
        body_bytes: of any other request.
        upload_seconds: in which a photo must have arrived.
        uploads: photos that may arrive or wait to be read at once, of all sessions together.
        pixels: of one photo.
        photos: kept at once, of all sessions; the one that was used longest ago goes first.
        photos_each: kept at once for one session.
        memory_bytes: that photos and their features may take; there is always room for one.
        idle_seconds: after which a photo or a finished clip is forgotten.
        workers: frames and photos that are worked on at once.
        waiting: requests that may wait for a worker.
        waiting_each: of these, of one session.
        measuring: faces that may wait to be calibrated, two of one session; one is at a time.
        sockets: live connections, of all sessions together.
        frames: in one clip.
        job_pixels: in all frames of one job together.
        jobs: clip jobs that are drawn at once.
        jobs_waiting: clip jobs that may wait.
        jobs_each: clip jobs of one session, finished ones included.
        job_seconds: after which a job is given up.
        results_bytes: on disk, of all finished clips together.
        rate: requests a second that one session may make for long.
        burst: requests that one session may make at once.
    """

    upload_bytes: int = 40 * MEGABYTE
    body_bytes: int = 4 * MEGABYTE
    upload_seconds: float = 60.0
    uploads: int = 8
    pixels: int = 50 * MEGABYTE
    photos: int = 64
    photos_each: int = 16
    memory_bytes: int = 1500 * MEGABYTE
    idle_seconds: float = 1800.0
    workers: int = 2
    waiting: int = 32
    waiting_each: int = 6
    measuring: int = 8
    sockets: int = 128
    frames: int = 3000
    job_pixels: int = 20_000 * MEGABYTE
    jobs: int = 1
    jobs_waiting: int = 8
    jobs_each: int = 4
    job_seconds: float = 900.0
    results_bytes: int = 4000 * MEGABYTE
    rate: float = 40.0
    burst: float = 160.0
