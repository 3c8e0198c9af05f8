"""Secondary suppression for the tables of a study, which are margins of one cohort of cases."""
