"""Sign-in by an organisation (OpenID Connect): it says who somebody is; what they may do says study.toml alone."""
