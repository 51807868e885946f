namespace VanLang;

static class Program
{
    static int Main() => 0;
}
