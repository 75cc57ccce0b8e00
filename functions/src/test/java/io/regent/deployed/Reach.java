package io.regent.deployed;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What code can come to from a few classes on. Errs on the side of more: a method counts as called when a class that is
 * reached has it, and any reached method calls one of its name and type or Java itself might. What is named in texts
 * alone (reflection) is not seen; such classes are given as roots.
 */
final class Reach {
    private final Map<String, ClassModel> classes;
    private final Map<String, Optional<ClassModel>> ofJava = new HashMap<>();
    private final Map<String, Set<String>> supertypes = new HashMap<>();
    private final SortedMap<String, ClassModel> reached = new TreeMap<>();
    private final SortedMap<String, String> missing = new TreeMap<>();
    private final Set<String> called = new HashSet<>();
    private final Set<String> read = new HashSet<>();
    private final Set<String> roots;
    private String here = "a root";
    private boolean more;

    private Reach(Map<String, ClassModel> classes, Collection<String> roots) {
        this.classes = classes;
        this.roots = Set.copyOf(roots);
    }

    /**
     * Follows the code.
     *
     * @param classes all there are beside Java's own, by internal name
     * @param roots internal names of classes of which every method may be called
     */
    static Reach from(Map<String, ClassModel> classes, Collection<String> roots) {
        Reach reach = new Reach(classes, roots);
        roots.forEach(reach::type);
        do {
            reach.more = false;
            Map.copyOf(reach.reached).forEach(reach::readCalled);
        } while (reach.more);
        return reach;
    }

    /** Internal names of the classes that code can come to. */
    Set<String> reached() {
        return reached.keySet();
    }

    /** Internal names of the classes that code can come to but that do not exist, each with one place that names it. */
    SortedMap<String, String> missing() {
        return missing;
    }

    private void readCalled(String name, ClassModel found) {
        for (MethodModel method : found.methods()) {
            String signature = signature(method);
            if (roots.contains(name)
                    || method.methodName().equalsString("<clinit>")
                    || called.contains(signature)
                    || isOfJava(found, signature)) {
                read(name, method, signature);
            }
        }
    }

    private static String signature(MethodModel method) {
        return method.methodName().stringValue() + method.methodType().stringValue();
    }

    /** Whether the method overrides one that a class of Java's declares, which may call it unseen. */
    private boolean isOfJava(ClassModel found, String signature) {
        return supertypes(found).stream()
                .filter(type -> !classes.containsKey(type))
                .flatMap(type -> find(type).stream())
                .flatMap(type -> type.methods().stream())
                .anyMatch(method -> signature(method).equals(signature));
    }

    private Set<String> supertypes(ClassModel found) {
        String name = found.thisClass().asInternalName();
        Set<String> known = supertypes.get(name);
        if (known == null) {
            known = new HashSet<>();
            supertypes.put(name, known);
            for (String type : direct(found)) {
                known.add(type);
                known.addAll(find(type).map(this::supertypes).orElse(Set.of()));
            }
        }
        return known;
    }

    private static List<String> direct(ClassModel found) {
        return Stream.concat(found.superclass().stream(), found.interfaces().stream())
                .map(ClassEntry::asInternalName)
                .toList();
    }

    private Optional<ClassModel> find(String name) {
        return Optional.ofNullable(classes.get(name))
                .or(() -> ofJava.computeIfAbsent(name, absent -> {
                    try (InputStream in = ClassLoader.getPlatformClassLoader().getResourceAsStream(absent + ".class")) {
                        return in == null
                                ? Optional.empty()
                                : Optional.of(ClassFile.of().parse(in.readAllBytes()));
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }));
    }

    private void read(String name, MethodModel method, String signature) {
        here = name + "." + signature;
        if (!read.add(here)) {
            return;
        }
        more = true;
        for (CodeElement element : method.code().map(CodeModel::elementList).orElse(List.of())) {
            switch (element) {
                case InvokeInstruction call -> {
                    type(call.owner().asInternalName());
                    call(call.name().stringValue() + call.type().stringValue());
                }
                case FieldInstruction field -> type(field.owner().asInternalName());
                case NewObjectInstruction made -> type(made.className().asInternalName());
                case NewReferenceArrayInstruction made ->
                    type(made.componentType().asInternalName());
                case NewMultiArrayInstruction made -> type(made.arrayType().asInternalName());
                case TypeCheckInstruction check -> type(check.type().asInternalName());
                case ConstantInstruction.LoadConstantInstruction constant -> constant(constant.constantEntry());
                case ExceptionCatch handler -> handler.catchType().ifPresent(caught -> type(caught.asInternalName()));
                case InvokeDynamicInstruction dynamic -> {
                    constant(dynamic.invokedynamic().bootstrap().bootstrapMethod());
                    dynamic.invokedynamic().bootstrap().arguments().forEach(this::constant);
                }
                default -> {}
            }
        }
    }

    private void constant(LoadableConstantEntry constant) {
        switch (constant) {
            case ClassEntry named -> type(named.asInternalName());
            case MethodHandleEntry handle -> {
                MemberRefEntry member = handle.reference();
                type(member.owner().asInternalName());
                call(member.name().stringValue() + member.type().stringValue());
                if (member.type().stringValue().startsWith("(")) {
                    // A handle is made of its whole type, a plain call is not.
                    MethodTypeDesc whole =
                            MethodTypeDesc.ofDescriptor(member.type().stringValue());
                    whole.parameterList().forEach(this::type);
                    type(whole.returnType());
                }
            }
            default -> {}
        }
    }

    private void call(String signature) {
        more |= called.add(signature);
    }

    private void type(ClassDesc described) {
        if (!described.isPrimitive()) {
            type(described.descriptorString());
        }
    }

    /** Takes a class by its internal name, or an array by its descriptor. */
    private void type(String text) {
        String name = text.replaceFirst("^\\[+", "");
        if (name.endsWith(";")) {
            name = name.substring(1, name.length() - 1);
        } else if (name.length() == 1 && text.startsWith("[")) {
            return;
        }
        ClassModel found = classes.get(name);
        if (found == null) {
            if (find(name).isEmpty()) {
                missing.putIfAbsent(name, here);
            }
        } else if (reached.putIfAbsent(name, found) == null) {
            more = true;
            String before = here;
            here = "the type " + name;
            direct(found).forEach(this::type);
            here = before;
        }
    }
}
