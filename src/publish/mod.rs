//! The files of a site onto disk, so that no visitor sees half of it.
