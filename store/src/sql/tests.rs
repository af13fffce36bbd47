//! Every statement is one the database takes, and none forgets whose rows it touches.
