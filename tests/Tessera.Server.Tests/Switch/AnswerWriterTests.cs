using Tessera.Iso8583;
using Tessera.Server.Switch;

namespace Tessera.Server.Tests.Switch;

public sealed class AnswerWriterTests
{
    [Theory]
    [InlineData(200, "123456", "123456", 200)]
    [InlineData(1_200, "123456", "123456", 0)]
    [InlineData(1_200, "1234567", "", 0)]
    public void What_an_issuer_said_and_the_acquirers_dialect_cannot_is_left_out(
        int chipBytes, string approval, string writtenApproval, int writtenBytes)
    {
        byte[] request = Messages.Authorisation(1);
        Assert.True(IsoMessage.TryRead(request, Messages.Dialect, out IsoMessage message, out _));
        byte[] answer = new AnswerWriter(Messages.Dialect).Write(message, new AnswerFields(ResponseCode.Approved)
        {
            ApprovalCode = approval, ChipObjects = new byte[chipBytes],
        });
        Assert.True(IsoMessage.TryRead(answer, Messages.Dialect, out IsoMessage read, out _));
        Assert.Equal("00", read[39].ToText());
        Assert.Equal(writtenApproval, read[38].ToText());
        Assert.Equal(writtenBytes * 2, read[55].ToText().Length);
    }
}
