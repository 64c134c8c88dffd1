//! Days and clocks, knowing nothing of archives.
