"""What we ask and say: pure; a state machine over declared questions, words in templates."""
