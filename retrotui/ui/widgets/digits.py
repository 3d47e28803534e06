"""Ten keys that type a digit, for whatever takes numbers without a field."""


class Digits:
    """Obeys ``digit-0`` to ``digit-9`` by one method; put it among the bases of a commander."""

    def type_digit(self, digit: int) -> None:
        """A digit was typed."""
        raise NotImplementedError

    def cmd_digit_0(self) -> None:
        """A nought."""
        self.type_digit(0)

    def cmd_digit_1(self) -> None:
        """A one."""
        self.type_digit(1)

    def cmd_digit_2(self) -> None:
        """A two."""
        self.type_digit(2)

    def cmd_digit_3(self) -> None:
        """A three."""
        self.type_digit(3)

    def cmd_digit_4(self) -> None:
        """A four."""
        self.type_digit(4)

    def cmd_digit_5(self) -> None:
        """A five."""
        self.type_digit(5)

    def cmd_digit_6(self) -> None:
        """A six."""
        self.type_digit(6)

    def cmd_digit_7(self) -> None:
        """A seven."""
        self.type_digit(7)

    def cmd_digit_8(self) -> None:
        """An eight."""
        self.type_digit(8)

    def cmd_digit_9(self) -> None:
        """A nine."""
        self.type_digit(9)
