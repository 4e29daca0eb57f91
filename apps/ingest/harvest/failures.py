"""What can go wrong between us and a portal. Every message is a Danish sentence for who runs the harvest."""


class HarvestFailure(Exception):
    """One answer that is not to be had. `str(failure)` is the Danish sentence."""


class PortalClosed(HarvestFailure):
    """The portal as a whole is not to be had now, or does not want us: the run ends."""


class RefusedAddress(PortalClosed):
    """The host leads to an address that is not on the open internet."""


class RefusedRedirect(HarvestFailure):
    """The portal sends us to another host."""


class TooLargeAnswer(HarvestFailure):
    """More bytes than such an answer can have."""


class PortalUnavailable(HarvestFailure):
    """Several tries gave no answer."""


class UnexpectedAnswer(HarvestFailure):
    """The answer is not what the portal's interface promises."""
