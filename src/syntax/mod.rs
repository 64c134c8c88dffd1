//! Text into shapes with places; pure, never fails.
