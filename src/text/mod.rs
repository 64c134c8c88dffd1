//! Words, knowing nothing of archives.
