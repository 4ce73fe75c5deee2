"""Ties figures to each other and reports where no true values fit."""
