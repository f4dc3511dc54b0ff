package dev.mho.experiments.export;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.mho.device.format.BadInputException;
import dev.mho.experiments.Tool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Arrays of NumPy and of safetensors, read to the last bit. */
class TensorFileTest {
  @TempDir private Path directory;

  private static Map<String, Tensor> byName(List<Tensor> tensors) {
    return tensors.stream().collect(Collectors.toMap(Tensor::name, t -> t));
  }

  @Test
  void whatNumpyWritesIsRead() throws IOException {
    Tool python = Tool.numpyOrSkip(directory);
    Tool.Printed printed =
        python.run(
            directory,
            "-c",
            """
            import numpy as np
            a = np.arange(12).reshape(3, 4) / 7 - 0.5
            np.savez("all.npz", c=a, fortran=np.asfortranarray(a), single=a.astype("<f4"),
                     half=a.astype("<f2"), big=a.astype(">f8"), whole=np.arange(6).reshape(2, 3) - 3,
                     byte=np.array([[0, 255]], "u1"), kernel=np.arange(24.0).reshape(2, 3, 2, 2, order="F"),
                     bias=np.array([1.5, -2.5]), tiny=np.array([[6e-8, -65504]], "f2"))
            np.savez_compressed("packed.npz", c=a)
            np.save("one.npy", a)
            """);
    assertEquals(0, printed.exit(), printed.out());
    Map<String, Tensor> all = byName(TensorFile.read(directory.resolve("all.npz")));
    double[] expected = new double[12];
    for (int i = 0; i < 12; i++) {
      expected[i] = i / 7.0 - 0.5;
    }
    for (String name : List.of("c", "fortran", "big")) {
      assertArrayEquals(expected, all.get(name).values(), name);
      assertEquals("3 x 4", all.get(name).sizes());
      assertEquals(expected[6], all.get(name).matrix().get(1, 2));
    }
    assertArrayEquals(expected, all.get("single").values(), 6e-8);
    assertEquals((float) expected[5], all.get("single").values()[5]);
    assertArrayEquals(expected, all.get("half").values(), 6e-4);
    assertArrayEquals(new double[] {-3, -2, -1, 0, 1, 2}, all.get("whole").values());
    assertArrayEquals(new double[] {0, 255}, all.get("byte").values());
    assertArrayEquals(new double[] {0x1p-24, -65504}, all.get("tiny").values());
    assertEquals(1, all.get("bias").rank());
    assertEquals(12, all.get("kernel").matrix().cols());
    // NumPy's kernel[1, 2, 0, 1] in Fortran order: 1 + 2·2 + 6·0 + 12·1.
    assertEquals(17, all.get("kernel").matrix().get(1, 2 * 4 + 1));
    assertArrayEquals(expected, TensorFile.read(directory.resolve("packed.npz")).get(0).values());
    assertEquals("one", TensorFile.read(directory.resolve("one.npy")).get(0).name());
  }

  private Path safetensors(String header, byte[] numbers) throws IOException {
    byte[] json = header.getBytes(StandardCharsets.UTF_8);
    ByteBuffer bytes =
        ByteBuffer.allocate(8 + json.length + numbers.length).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(json.length).put(json).put(numbers);
    return Files.write(directory.resolve("net.safetensors"), bytes.array());
  }

  @Test
  void safetensorsAreRead() throws IOException {
    ByteBuffer numbers = ByteBuffer.allocate(28).order(ByteOrder.LITTLE_ENDIAN);
    numbers.putFloat(1.5f).putFloat(-2).putFloat(0.25f).putFloat(8);
    numbers.putShort((short) 0x3fc0).putShort((short) 0xc000); // bfloat16 1.5 and −2
    numbers.putShort((short) 0x3e00).putShort((short) 0x7bff); // binary16 1.5 and 65504
    numbers.put((byte) -128).put((byte) 127).put((byte) 0).put((byte) 1);
    Path file =
        safetensors(
            """
            {"__metadata__": {"format": "pt"},
             "fc.weight": {"dtype": "F32", "shape": [2, 2], "data_offsets": [0, 16]},
             "fc.bias": {"dtype": "BF16", "shape": [2], "data_offsets": [16, 20]},
             "h": {"dtype": "F16", "shape": [2], "data_offsets": [20, 24]},
             "q": {"dtype": "I8", "shape": [4], "data_offsets": [24, 28]}}""",
            numbers.array());
    Map<String, Tensor> all = byName(TensorFile.read(file));
    assertEquals(4, all.size());
    assertArrayEquals(new double[] {1.5, -2, 0.25, 8}, all.get("fc.weight").values());
    assertArrayEquals(new double[] {1.5, -2}, all.get("fc.bias").values());
    assertArrayEquals(new double[] {1.5, 65504}, all.get("h").values());
    assertArrayEquals(new double[] {-128, 127, 0, 1}, all.get("q").values());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"a": {"dtype": "F8", "shape": [1], "data_offsets": [0, 4]}}       | a: found numbers of type F8; allowed: F64, F32
          {"a": {"dtype": "F32", "shape": [2], "data_offsets": [0, 4]}}      | a: found 4 bytes of numbers; allowed: 8
          {"a": {"dtype": "F32", "shape": [1], "data_offsets": [4, 8]}}      | a: found offsets 4 to 8; allowed: 0 to 4
          {"a": {"dtype": "F32", "shape": [1]}}                              | a: found offsets -1 to -1; allowed: 0 to 4
          no json                                                            | found a header that is no JSON
          """)
  void brokenSafetensorsAreRefused(String header, String message) throws IOException {
    Path file = safetensors(header, new byte[4]);
    BadInputException refusal = assertThrows(BadInputException.class, () -> TensorFile.read(file));
    assertTrue(refusal.getMessage().startsWith(file.toString()), refusal.getMessage());
    assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
  }

  @Test
  void otherFilesAreRefused() throws IOException {
    Path text = Files.writeString(directory.resolve("w.txt"), "1");
    assertTrue(
        assertThrows(BadInputException.class, () -> TensorFile.read(text))
            .getMessage()
            .endsWith("allowed: .npy, .npz or .safetensors"));
    Path broken = Files.writeString(directory.resolve("w.npz"), "1");
    assertTrue(
        assertThrows(BadInputException.class, () -> TensorFile.read(broken))
            .getMessage()
            .startsWith(broken + ": cannot be read"));
    Path empty = Files.write(directory.resolve("e.safetensors"), new byte[3]);
    assertThrows(BadInputException.class, () -> TensorFile.read(empty));
    Path missing = directory.resolve("missing.npy");
    assertEquals(
        missing + ": no such file",
        assertThrows(BadInputException.class, () -> TensorFile.read(missing)).getMessage());
    ByteBuffer nan = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putFloat(Float.NaN);
    Path file =
        safetensors(
            "{\"a\": {\"dtype\": \"F32\", \"shape\": [1, 1], \"data_offsets\": [0, 4]}}",
            nan.array());
    assertEquals(
        "a: found NaN; allowed: finite numbers",
        assertThrows(BadInputException.class, () -> TensorFile.read(file).get(0).matrix())
            .getMessage());
  }
}
